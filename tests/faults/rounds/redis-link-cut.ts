import { ReaderGroup } from '../reader-group.ts';
import { withServices, type Shared } from '../cluster.ts';
import { Desk, repeatedly } from '../desk.ts';
import { Editor } from '../editor.ts';
import { percentile, spread } from '../report/figures.ts';
import type { Round, Row } from '../round.ts';
import { rowOf } from '../report/row-of.ts';
import { settle } from '../settle.ts';
import { withWired } from '../wired.ts';

const feed = 'f';

export interface Measure {
  readonly forMs: number;
  readonly cutEveryMs: number;
  readonly postEveryMs: number;
  readonly readers: number;
  /** From a post to its place in 99 of 100 views. */
  readonly screenP99Ms: number;
}

/** FAULTS 6: the subscriber's link to Redis breaks again and again. */
export const round: Round = {
  name: 'redis-link-cut',
  run: async () => [
    await withServices((shared) =>
      cutLinks(shared, {
        forMs: 60_000,
        cutEveryMs: 2_000,
        postEveryMs: 1_000,
        readers: 60,
        screenP99Ms: 1_500,
      }),
    ),
  ],
};

export function cutLinks(
  shared: Shared,
  { forMs, cutEveryMs, postEveryMs, readers, screenP99Ms }: Measure,
): Promise<Row> {
  return withWired(2, shared, async (wired) => {
    const urls = wired.map(({ instance }) => instance.url);
    const urlOf = (n: number) => urls[n % urls.length] ?? '';
    const editor = new Editor(feed, urls);
    await editor.createFeed();
    const desk = new Desk(feed, editor);
    using group = await ReaderGroup.joined(feed, readers, urlOf);
    let cuts = 0;
    await Promise.all([
      repeatedly(cutEveryMs, forMs, async () => {
        for (const { cable } of wired) cuts += cable.cutSubscribers();
      }),
      repeatedly(postEveryMs, forMs, async (turn) => void (await desk.mustPost(urlOf(turn)))),
    ]);
    const settled = await settle(group, editor);
    const delaysMs = group.delaysMs(desk.sentMs);
    const p99 = percentile(delaysMs, 0.99);
    const faults = [...settled.faults];
    if (p99 > screenP99Ms) faults.push(`from a post to the screen p99 ${p99} ms`);
    if (group.resets > 0) faults.push(`${group.resets} readers were set back`);
    if (cuts === 0) faults.push('nothing was cut');
    const note = `${spread('from a post to the screen', delaysMs)}; ${cuts} links cut`;
    return rowOf("Redis' subscriber link cut again and again", [{ ...settled, faults }], {
      rounds: desk.sentMs.size,
      note,
    });
  });
}
