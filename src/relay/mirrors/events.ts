import { RemoteFault } from '../../remote/remote-fault.ts';
import type { ByteStream } from '../line.ts';

/** An event of a stream of Server-Sent Events. */
export interface StreamEvent {
  readonly event: string;
  readonly data: string;
}

/** A snapshot of twenty long items has some MB. */
const maxEventBytes = 16 * 1024 * 1024;

/**
 * The events of an upstream's stream (WHATWG HTML §9.2, as a Dateline writes it: one line of data each), as many at once as
 * came at once. Ends with the stream. Throws a RemoteFault for an event that does not end.
 */
export async function* eventsOf(stream: ByteStream): AsyncGenerator<readonly StreamEvent[]> {
  const decoder = new TextDecoder();
  let rest: string[] = [];
  let restLength = 0;
  for await (const part of stream) {
    const text = decoder.decode(part, { stream: true });
    // A long event comes in thousands of parts: they are joined once, when its end is there.
    const before = rest.at(-1)?.endsWith('\n') === true ? '\n' : '';
    rest.push(text);
    restLength += text.length;
    if (restLength > maxEventBytes) throw new RemoteFault('sends an event without end');
    if (!(before + text).includes('\n\n')) continue;
    const blocks = rest.join('').split('\n\n');
    const last = blocks.pop() ?? '';
    rest = [last];
    restLength = last.length;
    const events = blocks.flatMap((block) => eventIn(block) ?? []);
    if (events.length > 0) yield events;
  }
}

function eventIn(block: string): StreamEvent | undefined {
  const lines = block.split('\n');
  const valueOf = (name: string) =>
    lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
  const [event, data] = [valueOf('event'), valueOf('data')];
  return event === undefined || data === undefined ? undefined : { event, data };
}
