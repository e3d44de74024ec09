import type { Tempo } from '../feed/messages.ts';
import type { LogReads } from '../log/log-reads.ts';
import { ShortMemory } from './short-memory.ts';

/** As many bars as a narrow column can show. */
const maxSlices = 72;
const minuteMs = 60_000;
/** It holds no text, and a plot need not be newer: a crowd costs the log one question in this time. */
const lifeMs = 10_000;
/** An answer is a kilobyte. */
const maxBytes = 1024 * 1024;

/** How much was posted when in each feed, for who looks at the story's course. */
export class Tempos {
  private readonly answers: ShortMemory<Tempo>;

  constructor(
    private readonly log: Pick<LogReads, 'tempo'>,
    clock: { readonly now: () => number } = performance,
  ) {
    this.answers = new ShortMemory<Tempo>(maxBytes, undefined, clock, lifeMs);
  }

  /** Of a feed that is there. */
  of(feed: string): Promise<Tempo> {
    return this.answers.get(feed, () => this.ask(feed));
  }

  private async ask(feed: string): Promise<Tempo> {
    const slots = await this.log.tempo(feed);
    const fromMs = Date.parse(slots[0]?.from ?? '1970-01-01T00:00:00.000Z');
    const lastMs = Date.parse(slots.at(-1)?.from ?? '1970-01-01T00:00:00.000Z');
    const sliceMs = Math.ceil((lastMs - fromMs + minuteMs) / maxSlices / minuteMs) * minuteMs;
    const count = slots.length === 0 ? 0 : Math.floor((lastMs - fromMs) / sliceMs) + 1;
    const posts = Array.from({ length: count }, () => 0);
    const keys = [...posts];
    for (const slot of slots) {
      const slice = Math.floor((Date.parse(slot.from) - fromMs) / sliceMs);
      posts[slice] = (posts[slice] ?? 0) + slot.posts;
      keys[slice] = (keys[slice] ?? 0) + slot.keys;
    }
    return { feed, from: new Date(fromMs).toISOString(), seconds: sliceMs / 1_000, posts, keys };
  }
}
