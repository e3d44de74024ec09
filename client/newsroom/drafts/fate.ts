import { isTombstone } from '../../../src/feed/item.ts';
import type { Api } from '../api/api.ts';
import { Problem, problemOf } from '../api/problem.ts';
import { timeIn } from '../parts/newsroom-time.ts';

/** What happened to a draft that is no draft any more. */
export type Fate =
  | { readonly kind: 'published'; readonly postedAt: string }
  | { readonly kind: 'removed' }
  | { readonly kind: 'discarded' };

/** Asks what happened to a draft; undefined when it is still a draft. */
export async function fateOf(api: Api, feed: string, id: string): Promise<Fate | undefined> {
  if ((await api.drafts(feed)).some(({ item }) => item.id === id)) return undefined;
  try {
    const entry = await api.item(feed, id);
    if (isTombstone(entry)) return { kind: 'removed' };
    return { kind: 'published', postedAt: entry.postedAt };
  } catch (thrown) {
    switch (problemOf(thrown).code) {
      case 'taken_down':
        return { kind: 'removed' };
      case 'unknown_item':
      case 'not_found':
        return { kind: 'discarded' };
      default:
        throw thrown;
    }
  }
}

/** The problem of a refused call about a draft. When the draft was published or discarded, the problem says that. */
export async function withFate(
  api: Api,
  feed: string,
  id: string,
  zone: string,
  thrown: unknown,
): Promise<Problem> {
  const problem = problemOf(thrown);
  if (!isAboutGoneDraft(problem)) return problem;
  const fate = await fateOf(api, feed, id).catch(() => undefined);
  return fate === undefined ? problem : new Problem('draft_gone', fateWords(fate, zone), '');
}

export function fateWords(fate: Fate, zone: string): string {
  switch (fate.kind) {
    case 'published':
      return `This draft was published meanwhile, at ${timeIn(zone, fate.postedAt)}`;
    case 'removed':
      return 'This draft was published and removed meanwhile';
    case 'discarded':
      return 'This draft was discarded meanwhile';
  }
}

function isAboutGoneDraft({ code, faults }: Problem): boolean {
  return (
    ['unknown_item', 'not_found', 'taken_down', 'already_published'].includes(code) ||
    // A published item is changed by kinds that a draft does not have.
    (code === 'invalid_input' && faults.some(({ pointer }) => pointer === '/kind'))
  );
}
