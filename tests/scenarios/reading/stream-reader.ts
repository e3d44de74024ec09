import { accept } from '../../../src/feed/acceptance.ts';
import { apply } from '../../../src/feed/apply.ts';
import type { Change } from '../../../src/feed/change.ts';
import { newest, snapshotItems, type Snapshot } from '../../../src/feed/snapshot.ts';

export interface StreamEvent {
  readonly event: string;
  readonly data: Record<string, unknown>;
  readonly id: string | undefined;
}

/** What a plain EventSource does, over fetch, with the reducer and a list of every promise that was broken. */
export class StreamReader implements Disposable {
  readonly events: StreamEvent[] = [];
  readonly broken: string[] = [];
  firstLine: string | undefined;
  retryMs = 3_000;
  lastEventId = '';
  view: Snapshot | undefined;
  /** The connection is over: by its end, or cut. */
  ended = false;
  response: Response | undefined;
  private gate: PromiseWithResolvers<void> | undefined;
  private leaving = new AbortController();

  constructor(
    private readonly feed: string,
    private readonly headers: Readonly<Record<string, string>> = {},
  ) {}

  /** Connects, with the header an EventSource would send on coming back, if it has heard of anything. */
  connect(url: string, query = ''): void {
    this.leaving.abort();
    this.leaving = new AbortController();
    this.ended = false;
    const { signal } = this.leaving;
    const lastEventId: Record<string, string> =
      this.lastEventId === '' ? {} : { 'last-event-id': this.lastEventId };
    void this.read(
      fetch(`${url}/api/v1/feeds/${this.feed}/stream${query}`, {
        headers: { ...this.headers, ...lastEventId },
        signal,
      }),
    ).catch(() => {
      if (!signal.aborted) this.ended = true;
    });
  }

  /** Reads no more, as a stalled machine does, until `resume`. */
  pause(): void {
    this.gate = Promise.withResolvers();
  }

  resume(): void {
    this.gate?.resolve();
    this.gate = undefined;
  }

  leave(): void {
    this.leaving.abort();
  }

  of(event: string): readonly StreamEvent[] {
    return this.events.filter((told) => told.event === event);
  }

  /** The newest of what it sees, as a snapshot of the server would be. */
  get newest(): Snapshot | undefined {
    return this.view === undefined ? undefined : newest(this.view, snapshotItems);
  }

  [Symbol.dispose](): void {
    this.leave();
  }

  private async read(answer: Promise<Response>): Promise<void> {
    const { signal } = this.leaving;
    this.response = await answer;
    let text = '';
    const decoder = new TextDecoder();
    for await (const bytes of this.response.body ?? []) {
      await this.gate?.promise;
      if (signal.aborted) return;
      text += decoder.decode(bytes, { stream: true });
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) this.hear(block);
    }
    if (!signal.aborted) this.ended = true;
  }

  private hear(block: string): void {
    this.firstLine ??= block.split('\n')[0] ?? '';
    const field = (name: string) =>
      block
        .split('\n')
        .find((line) => line.startsWith(`${name}: `))
        ?.slice(name.length + 2);
    this.retryMs = Number(field('retry') ?? this.retryMs);
    const [event, json, id] = [field('event'), field('data'), field('id')];
    if (event === undefined || json === undefined) return;
    const data = JSON.parse(json) as Record<string, unknown>;
    this.events.push({ event, data, id });
    if (id !== undefined) this.lastEventId = id;
    this.take(event, data);
  }

  private take(event: string, data: Record<string, unknown>): void {
    if (event === 'head' || event === 'bye' || event === 'refused') return;
    if (event === 'snapshot') {
      const { reset, ...snapshot } = data;
      if (this.view !== undefined && reset === undefined)
        this.broken.push('snapshot without a reset');
      this.view = snapshot as unknown as Snapshot;
      return;
    }
    const change = data as unknown as Change;
    const acceptance = this.view && accept(this.view, () => undefined, change);
    if (change.kind !== event || this.view === undefined || acceptance !== 'next') {
      this.broken.push(`${event} ${change.seq} at ${this.view?.seq ?? 'nothing'}`);
      return;
    }
    this.view = apply(this.view, change);
  }
}
