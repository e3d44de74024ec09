import { dayAndTime } from './clock-time.ts';
import { h, type Element } from './markup.ts';
import { sentence, type Spoken } from './spoken.ts';

/** What the page of a taken-down item says: that it is gone, and since when in the newsroom's zone. */
export function removalMarkup(
  removedAt: string,
  { words, lang, says }: Spoken,
  zone: string | undefined,
): readonly Element[] {
  const time = h('time', { datetime: removedAt }, dayAndTime(removedAt, lang, zone));
  return [
    // It can have the focus that was in the item.
    h('h1', { class: 'site-quiet', tabindex: -1, ...says }, words.removed),
    h('p', { class: 'site-quiet-words', ...says }, sentence(words.pages.takenDown, 'time', time)),
  ];
}
