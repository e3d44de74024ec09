import { readOptions } from '../../../feed/embed/embed-options.ts';
import { isItem } from '../../../feed/item.ts';
import { h, type Element } from '../../../feed/draw/markup.ts';
import type { Snapshot } from '../../../feed/snapshot.ts';
import { pushWordsFor } from '../../../feed/words/push/push-words-for.ts';
import type { FeedPlace } from '../../shell/place.ts';
import { spokenFor } from '../../shell/site-edition.ts';

/** More would be a list to read, and no choice. */
const maxTags = 12;

/**
 * What readers are told by their browser. It is hidden until the page's script finds that the browser can, and has all its words, so that
 * the script says none.
 */
export function pushPart({ feed }: FeedPlace, snapshot: Snapshot, publicKey: string): Element {
  const { says } = spokenFor(snapshot.info);
  const words = pushWordsFor(snapshot.info.lang);
  const { on, off, blocked, failed } = words;
  const notes = { 'data-on': on, 'data-off': off, 'data-blocked': blocked, 'data-failed': failed };
  return h(
    'section',
    { class: 'site-push', hidden: true, 'data-feed': feed, 'data-key': publicKey, ...says },
    h('button', { type: 'button', class: 'site-push-begin' }, words.begin),
    h(
      'fieldset',
      { hidden: true },
      h('legend', {}, words.told),
      choice('breaking', words.breaking, true),
      tagsOf(snapshot).map((tag) => choice(`tag:${tag}`, tag, false)),
      h('button', { type: 'button', class: 'site-push-end' }, words.end),
    ),
    h('p', { role: 'status', class: 'site-push-note', ...notes }),
  );
}

function choice(filter: string, words: string, checked: boolean): Element {
  return h(
    'label',
    {},
    h('input', { type: 'checkbox', value: filter, checked }),
    h('span', { dir: 'auto' }, words),
  );
}

/** The tags that its newest items have most often, of those that can be filters. */
function tagsOf({ items }: Snapshot): readonly string[] {
  const counts = new Map<string, number>();
  for (const tag of items.filter(isItem).flatMap(({ tags }) => tags)) {
    counts.set(tag, (counts.get(tag) ?? 0) + 1);
  }
  const byCount = [...counts].sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1));
  return byCount
    .map(([tag]) => tag)
    .filter((tag) => readOptions({ filter: `tag:${tag}` }).filter !== undefined)
    .slice(0, maxTags);
}
