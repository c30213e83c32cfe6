import { INSPECTOR_WORDS } from '../../messages/inspector.ts';
import { exportUrl } from './server.ts';
import type { Filter } from './state.ts';

interface ToolsProps {
  filter: Filter;
  setFilter: (filter: Filter) => void;
  eventTypes: readonly string[];
  isFollowed: boolean;
  setFollowed: (isFollowed: boolean) => void;
  isPaused: boolean;
  setPaused: (isPaused: boolean) => void;
  clear: () => void;
  /** The session that is shown; the downloads hold it alone. */
  sessionId: string | undefined;
}

const FORMS = [
  ['har', 'HAR'],
  ['ndjson', 'NDJSON'],
  ['html', 'report'],
] as const;

/** What is shown, and what can be done with it. */
export function Tools(props: ToolsProps) {
  const { filter, setFilter, eventTypes, isFollowed, setFollowed, isPaused, setPaused, clear, sessionId } =
    props;
  const words = INSPECTOR_WORDS;
  return (
    <form class="tools" onSubmit={(event) => event.preventDefault()}>
      <label>
        <input
          type="checkbox"
          checked={filter.problems}
          onChange={(event) => setFilter({ ...filter, problems: event.currentTarget.checked })}
        />{' '}
        {words.problems}
      </label>
      <label>
        {words.eventType}{' '}
        <select
          value={filter.eventType}
          onChange={(event) => setFilter({ ...filter, eventType: event.currentTarget.value })}
        >
          <option value="">{words.anyEvent}</option>
          {eventTypes.map((type) => (
            <option key={type} value={type}>
              {type}
            </option>
          ))}
        </select>
      </label>
      <label>
        {words.text}{' '}
        <input
          type="search"
          value={filter.text}
          onInput={(event) => setFilter({ ...filter, text: event.currentTarget.value })}
        />
      </label>
      <label>
        <input
          type="checkbox"
          checked={isFollowed}
          onChange={(event) => setFollowed(event.currentTarget.checked)}
        />{' '}
        {words.follow}
      </label>
      <button type="button" aria-pressed={isPaused} onClick={() => setPaused(!isPaused)}>
        {isPaused ? words.goOn : words.pause}
      </button>
      <button type="button" onClick={clear}>
        {words.clear}
      </button>
      <span>
        {words.download}:{' '}
        {FORMS.map(([form, name]) => (
          <a key={form} href={exportUrl(form, sessionId)} download>
            {name}
          </a>
        ))}
      </span>
    </form>
  );
}
