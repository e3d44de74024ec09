import { h, type Markup } from '../../feed/draw/markup.ts';
import type { Item } from '../../feed/item.ts';
import { mailWordsFor } from '../../feed/words/mail/mail-words-for.ts';
import type { Letter } from '../send/mail-server.ts';
import type { Digest } from './digest.ts';
import {
  footing,
  itemMarkup,
  itemText,
  letterHtml,
  namesOf,
  type AboutFeed,
} from './letter-parts.ts';

/** A digest: corrections first, because somebody has read the words that were wrong; then what is new. */
export function digestLetter(
  about: AboutFeed,
  mail: string,
  to: string,
  unsubscribe: string,
  { news, corrections }: Digest,
): Letter {
  const words = mailWordsFor(about.info.lang);
  const foot = footing(about, unsubscribe);
  const parts = [
    [words.corrections, corrections],
    [words.news, news],
  ] as const;
  const shown = parts.filter(([, items]) => items.length > 0);
  const drawn = (items: readonly Item[]): readonly Markup[] =>
    items.flatMap((item) => itemMarkup(about, item));
  const texts = shown.flatMap(([heading, items]) => [
    `${heading}\n${'-'.repeat(heading.length)}`,
    ...items.map((item) => itemText(about, item)),
  ]);
  return {
    to,
    ...namesOf(about, mail),
    unsubscribe,
    subject: words.digestSubject.replace('{feed}', () => about.info.title),
    text: `${[about.info.title, ...texts, foot.text].join('\n\n')}\n`,
    html: letterHtml(about, [
      ...shown.flatMap(([heading, items]) => [h('h1', {}, heading), ...drawn(items)]),
      foot.html,
    ]),
  };
}
