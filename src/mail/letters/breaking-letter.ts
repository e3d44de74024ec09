import { titleOf } from '../../feed/draw/item-title.ts';
import type { Item } from '../../feed/item.ts';
import { wordsFor } from '../../feed/words/languages.ts';
import type { Letter } from '../send/mail-server.ts';
import {
  footing,
  itemMarkup,
  itemText,
  letterHtml,
  namesOf,
  type AboutFeed,
} from './letter-parts.ts';

/** Breaking news: one item, in full. */
export function breakingLetter(
  about: AboutFeed,
  mail: string,
  to: string,
  unsubscribe: string,
  item: Item,
): Letter {
  const words = wordsFor(about.info.lang);
  const foot = footing(about, unsubscribe);
  return {
    to,
    ...namesOf(about, mail),
    unsubscribe,
    subject: `${words.breaking}: ${titleOf(item, undefined, words)}`,
    text: `${about.info.title}\n\n${itemText(about, item)}\n\n${foot.text}\n`,
    html: letterHtml(about, [...itemMarkup(about, item), foot.html]),
  };
}
