import { onTestFinished } from 'vitest';

/** One message of a stream. */
interface StreamMessage {
  id?: number;
  event: string;
  data: Record<string, unknown>;
}

/** A reader of Server-Sent Events, which collects what comes until it is closed. */
export interface StreamReader {
  messages: StreamMessage[];
  of(event: string): StreamMessage[];
  close(): void;
}

/** Opens a stream and reads it in the background; settles once its head has come. */
export async function readStream(url: string, headers: Record<string, string> = {}): Promise<StreamReader> {
  const controller = new AbortController();
  onTestFinished(() => controller.abort());
  const response = await fetch(url, { headers, signal: controller.signal });
  if (response.status !== 200 || !response.body) throw new Error(`status ${response.status}`);
  const messages: StreamMessage[] = [];
  const read = async (body: ReadableStream<Uint8Array>): Promise<void> => {
    let rest = '';
    const decoder = new TextDecoder();
    for await (const chunk of body) {
      const blocks = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
      rest = blocks.pop() ?? '';
      messages.push(...blocks.flatMap(parse));
    }
  };
  read(response.body).catch(() => {});
  return {
    messages,
    of: (event) => messages.filter((message) => message.event === event),
    close: () => controller.abort(),
  };
}

function parse(block: string): StreamMessage[] {
  const field = (name: string): string | undefined =>
    block
      .split('\n')
      .find((line) => line.startsWith(`${name}: `))
      ?.slice(name.length + 2);
  const [event, data, id] = [field('event'), field('data'), field('id')];
  if (event === undefined || data === undefined) return [];
  return [{ event, data: JSON.parse(data), ...(id !== undefined && { id: Number(id) }) }];
}
