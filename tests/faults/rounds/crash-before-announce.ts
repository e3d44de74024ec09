import { ReaderGroup } from '../reader-group.ts';
import { withServices, type Shared } from '../cluster.ts';
import { Desk } from '../desk.ts';
import { Editor } from '../editor.ts';
import { spread } from '../report/figures.ts';
import type { Round, Row } from '../round.ts';
import { rowOf } from '../report/row-of.ts';
import { settle } from '../settle.ts';
import { withWired } from '../wired.ts';

const feed = 'f';

export interface Measure {
  readonly rounds: number;
  readonly readers: number;
  /** From the answer until the last reader has it. */
  readonly healMs: number;
}

/** FAULTS 5: SIGKILL between commit and announcement. */
export const round: Round = {
  name: 'crash-before-announce',
  run: async () => [
    await withServices((shared) =>
      crashBeforeAnnounce(shared, { rounds: 50, readers: 60, healMs: 2_000 }),
    ),
  ],
};

/**
 * The answer is sent between commit and announcement. An instance that is cut off from Redis and killed at its answer
 * has announced nothing: the others find the change in the log, and its own readers connect to another instance.
 */
export function crashBeforeAnnounce(
  shared: Shared,
  { rounds, readers, healMs }: Measure,
): Promise<Row> {
  return withWired(2, shared, async (wired) => {
    const urls = wired.map(({ instance }) => instance.url);
    const editor = new Editor(feed, urls);
    await editor.createFeed();
    const desk = new Desk(feed, editor);
    const alive = new Set(urls);
    const pickUrl = (reader: number) => {
      const home = urls[reader % urls.length] ?? '';
      return alive.has(home) ? home : ([...alive][0] ?? '');
    };
    using group = await ReaderGroup.joined(feed, readers, pickUrl);
    const healsMs: number[] = [];
    const faults: string[] = [];
    for (let n = 0; n < rounds; n += 1) {
      const victim = wired[n % wired.length];
      if (victim === undefined) throw new Error('There is nobody to kill.');
      const { instance, cable } = victim;
      cable.pullOut();
      const seq = await desk.mustPost(instance.url);
      const answeredMs = performance.now();
      alive.delete(instance.url);
      await instance.stop('SIGKILL');
      const tookMs = (await group.have(seq)) - answeredMs;
      healsMs.push(tookMs);
      if (tookMs > healMs) faults.push(`round ${n}: the last reader had it after ${tookMs} ms`);
      cable.putIn();
      await instance.start();
      alive.add(instance.url);
      // Those who had to leave go home, for the next round.
      for (const [k, reader] of group.readers.entries()) {
        if (urls[k % urls.length] === instance.url) reader.drop();
      }
      await group.connected();
    }
    const settled = await settle(group, editor);
    if (group.resets > 0) faults.push(`${group.resets} readers were set back`);
    const all = {
      ...settled,
      healMs: Math.max(...healsMs),
      faults: [...faults, ...settled.faults],
    };
    const note = spread('all readers had it after', healsMs);
    return rowOf('SIGKILL between commit and announcement', [all], { rounds, note });
  });
}
