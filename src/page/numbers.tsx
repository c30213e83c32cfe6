import { PAGE_WORDS } from '../messages/page.ts';
import { numberTable } from '../messages/session-numbers.ts';
import type { MetricsPart, NumbersPart } from '../model/parts.ts';
import { Scroll } from './scroll.tsx';

/** What reports will count for a session; the doubtful numbers are marked, with the reasons beneath. */
export function Numbers({ numbers, metrics }: { numbers: NumbersPart; metrics: MetricsPart }) {
  const { rows, notes } = numberTable(numbers);
  return (
    <>
      <p class="detail">{PAGE_WORDS.numbers}:</p>
      <Scroll label="What reports will count">
        <table>
          <thead>
            <tr>
              <th scope="col">Number</th>
              <th scope="col">Value</th>
              <th scope="col">Analytics</th>
              <th scope="col">XDM</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, name, value, note }) => (
              <tr key={key} class={note > 0 ? 'doubtful' : ''}>
                <th scope="row">{name}</th>
                <td>
                  {value} {note > 0 && <span class="note">not certain ({note})</span>}
                </td>
                <td>
                  <code>{metrics[key].analytics}</code>
                </td>
                <td>
                  <code>{metrics[key].xdm}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {notes.length > 0 && (
        <ol class="detail">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ol>
      )}
    </>
  );
}
