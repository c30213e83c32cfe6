import type { Origin } from '../model/origin.ts';
import { gap } from './body-text.ts';
import type { Capture, Headers } from './capture.ts';
import { templateBody } from './collection-body.ts';
import { captureOf } from './requests.ts';

const METHOD = /^(get|post|put|patch|delete|options|head) \{$/m;

/** Whether a text is a request as Bruno keeps it (.bru). */
export function isBru(text: string): boolean {
  return METHOD.test(text) && /^(?:meta|body:json|headers) \{$/m.test(text);
}

/** The request of a .bru file. Blocks begin with a name and a brace, and end with a brace at the beginning of a line. */
export function readBru(text: string, source: Origin): Capture {
  const blocks = blocksOf(text);
  const [, method = ''] = METHOD.exec(text) ?? [];
  const line = blocks.get(method);
  const form = blocks.get('body:form-urlencoded') ?? blocks.get('body:multipart-form');
  const body = blocks.get('body:json') ?? blocks.get('body:text') ?? blocks.get('body');
  const origin = { ...source, line: line?.at ?? 1, column: 1 };
  const address = pairs(line?.lines)['url'];
  const bodyOrigin = { ...source, line: (body?.at ?? 0) + 1, column: 1 };
  return captureOf('bruno', [
    {
      name: 'request',
      origin,
      method: method.toUpperCase(),
      ...(address !== undefined && { address: String(address) }),
      headers: pairs(blocks.get('headers')?.lines),
      variables: true,
      body: body
        ? templateBody(body.lines.join('\n'), bodyOrigin)
        : form
          ? {
              text: form.lines.map((each) => each.trim().replace(/:\s*/, '=')).join('\n'),
              origin: bodyOrigin,
            }
          : { problem: [gap(origin, 'none-sent')] },
    },
  ]);
}

function blocksOf(text: string): Map<string, { at: number; lines: string[] }> {
  const blocks = new Map<string, { at: number; lines: string[] }>();
  let open: string[] | undefined;
  for (const [index, whole] of text.split('\n').entries()) {
    const line = whole.replace(/\r$/, '');
    const name = /^([\w:-]+) \{$/.exec(line)?.[1];
    if (open === undefined && name !== undefined) {
      open = [];
      blocks.set(name, { at: index + 1, lines: open });
    } else if (line === '}') open = undefined;
    else open?.push(line);
  }
  return blocks;
}

/** `name: value`, one in each line; `~` before a name turns it off. */
function pairs(lines: readonly string[] = []): Headers {
  const found = Object.create(null) as Headers;
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).trim().toLowerCase();
    if (name !== '' && !name.startsWith('~')) found[name] = line.slice(colon + 1).trim();
  }
  return found;
}
