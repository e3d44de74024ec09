import { positionOf, type Position } from '../../feed/position.ts';
import { isRecord } from '../../feed/shape.ts';
import type { UpstreamLeases } from '../../log/upstreams/upstream-leases.ts';
import type { RemotePage } from '../../remote/answers.ts';
import type { RemoteFeed } from '../remote/remote-feed.ts';
import type { Source } from '../remote/source.ts';
import { toldByEntry, toldByWording } from '../remote/told.ts';
import { Lost, type Following } from './following.ts';

/** Older items are not compared: they stay as they are. */
const maxItems = 20_000;
const maxPages = 400;
const maxNamed = 20;

interface Parts {
  readonly remote: RemoteFeed;
  readonly leases: UpstreamLeases;
  readonly holder: string;
  readonly sourceAt: (epoch: string) => Source;
}

/**
 * Goes through all items of a feed whose log has another history than the one that was followed: a backup was restored there, say. What
 * is newer there comes here; what is gone there by a takedown goes; what that log has forgotten stays, and is named. From then on
 * the log is followed as it is. Breaks off anywhere without harm: the next look begins anew.
 */
export async function compare(following: Following, parts: Parts): Promise<Position> {
  const { remote, leases, holder, sourceAt } = parts;
  const { upstream } = following;
  const known = await leases.toldRevs(upstream);
  const beginning = await remote.snapshot();
  const source = sourceAt(beginning.epoch);
  const seen = new Set<string>();
  let page: RemotePage = beginning;
  for (let pages = 1; ; pages += 1) {
    for (const entry of page.items) {
      const id = isRecord(entry) && typeof entry['id'] === 'string' ? entry['id'] : '';
      if (seen.has(id)) continue;
      seen.add(id);
      for (const told of await wordingsOf(entry, id)) await following.step(told);
    }
    if (page.next === null || seen.size >= maxItems || pages >= maxPages) break;
    page = await remote.items(page.next);
  }
  const isWhole = page.next === null;
  const missing = isWhole ? [...known.keys()].filter((id) => !seen.has(id)) : [];
  const found = {
    items: seen.size,
    missing: missing.length,
    missingItems: missing.slice(0, maxNamed),
  };
  const position = positionOf(beginning);
  if (!(await leases.compared(upstream, holder, position, found))) throw new Lost();
  return position;

  /** Of an item that has new words all of them, so that each comes with its remark; of any other what it is now. */
  async function wordingsOf(entry: unknown, id: string) {
    const told = toldByEntry(entry, source);
    if (told?.kind !== 'wording') return [told];
    const before = known.get(id) ?? 0;
    if (told.rev <= before || told.rev === 1) return [told];
    const history = (await remote.history(id)).map((wording) => toldByWording(wording, source));
    const news = history.filter((one) => one?.kind !== 'wording' || one.rev > before);
    return news.length === 0 ? [told] : news;
  }
}

/** The upstream's page and name, for what its items say of where they come from. */
export function sourceOf(name: string, remote: RemoteFeed): (epoch: string) => Source {
  return (epoch) => ({ address: remote.address, name, epoch });
}
