import type { Change } from '../../../src/feed/change.ts';
import { call } from '../../call.ts';

const changesASegment = 64;

/** Reads a feed's log as it grows, and knows what is wrong with it. */
export class LogAudit {
  /** Holes and breaks. */
  readonly faults: string[] = [];
  seq = 0;
  #tag: string | undefined;
  /** When each post was made, as often as it is in the log. */
  #posts = new Map<string, number[]>();

  constructor(
    private readonly feed: string,
    private readonly url: string,
  ) {}

  async readOn(): Promise<void> {
    const head = await this.#get('/head');
    for (let n = Math.floor(this.seq / changesASegment); this.seq < Number(head['seq']); n += 1) {
      const { changes } = await this.#get(`/log/${String(head['epoch'])}/${n}`);
      const before = this.seq;
      for (const change of changes as readonly Change[])
        if (change.seq > before) this.#take(change);
    }
  }

  /** Of these ids of acknowledged posts, those that are not in the log exactly once. */
  lost(ids: Iterable<string>): readonly string[] {
    return [...ids].filter((id) => this.#posts.get(id)?.length !== 1);
  }

  /** Of these ids, those that were in the log before their time (ms since 1970). */
  early(times: ReadonlyMap<string, number>): readonly string[] {
    return [...times].flatMap(([id, ms]) =>
      (this.#posts.get(id) ?? []).some((atMs) => atMs < ms) ? [id] : [],
    );
  }

  #take(change: Change): void {
    const { seq, prev, tag, at } = change;
    if (seq !== this.seq + 1) this.faults.push(`${this.feed}: a hole before ${seq}`);
    else if (this.#tag !== undefined && prev !== this.#tag)
      this.faults.push(`${this.feed}: a break at ${seq}`);
    this.seq = seq;
    this.#tag = tag;
    if (change.kind !== 'post') return;
    const times = this.#posts.get(change.item.id) ?? [];
    this.#posts.set(change.item.id, [...times, Date.parse(at)]);
  }

  async #get(path: string): Promise<Record<string, unknown>> {
    const { status, json } = await call(this.url, 'GET', `/api/v1/feeds/${this.feed}${path}`);
    if (status !== 200) throw new Error(`${path} of ${this.feed} answered ${status}`);
    return json;
  }
}
