import { call } from '../../call.ts';
import { until } from '../../until.ts';
import type { Seat } from './press-room.ts';
import type { Step } from './steps.ts';

/** What became of the words of a cell, and what is wrong with that. */
export interface Verdict {
  readonly found: string;
  readonly faults: readonly string[];
}

type Items = readonly Readonly<Record<string, unknown>>[];

/** Looks for the words after all was mended: in the log of both instances, among drafts, and in a page opened anew. */
export async function judge(seat: Seat, step: Step, words: string): Promise<Verdict> {
  const { feed, room } = seat;
  const path = `/feeds/${feed}`;
  const has = (item: object) => JSON.stringify(item).includes(words);
  const itemsAt = async (url: string): Promise<Items> =>
    (await call(url, 'GET', `/api/v1${path}`)).json['items'] as Items;
  const faults: string[] = [];
  const keep = (error: Error) => void faults.push(error.message);
  if (step.isCall) await seat.isAnswered().catch(() => undefined);
  if (step.out === 'must') {
    await until(async () => (await itemsAt(room.here)).some(has), 'its time', 30_000).catch(keep);
  }
  let [here, there]: Items[] = [];
  await until(
    async () => {
      [here, there] = await Promise.all([itemsAt(room.here), itemsAt(room.there)]);
      return JSON.stringify(here) === JSON.stringify(there);
    },
    'readers of both instances to have the same',
    15_000,
  ).catch(keep);
  const published = (there ?? []).filter(has).length;
  const drafts = (await room.mustCall('GET', `${path}/drafts`)).json['items'] as Items;
  const kept = drafts.filter(has).length;
  await seat.open();
  const edit = seat.page.locator('.nr-drafts').getByRole('button', { name: /^Edit, / });
  // The lists of a page that was just opened are on their way; the words of a draft are in its form.
  const isOffered = async () => {
    if ((await seat.shown()).includes(words)) return true;
    if (await edit.isVisible()) await edit.click();
    return false;
  };
  const offered = await until(isOffered, 'words', 5_000)
    .then(() => true)
    .catch(() => false);
  if (published + kept > 1) faults.push(`doubled: ${published} published, ${kept} drafts`);
  if (published > 0 && step.out === 'never') faults.push('published early');
  const { notBefore } = seat;
  const early = (there ?? []).find(
    (item) => has(item) && String(item['postedAt']) < (notBefore ?? ''),
  );
  if (early !== undefined) faults.push(`published early, at ${String(early['postedAt'])}`);
  if (published + kept === 0 && !offered) faults.push('lost');
  const found = published > 0 ? 'log' : kept > 0 ? 'draft' : offered ? 'device' : 'LOST';
  return { found, faults };
}
