import { h } from '../../feed/draw/markup.ts';
import { mailWordsFor } from '../../feed/words/mail/mail-words-for.ts';
import type { Letter } from '../send/mail-server.ts';
import { letterHtml, namesOf, type AboutFeed } from './letter-parts.ts';

/** Asks whoever has the mailbox whether mails may come there. It has no news, and no words of whoever asked. */
export function confirmLetter(about: AboutFeed, mail: string, to: string, link: string): Letter {
  const words = mailWordsFor(about.info.lang);
  const { title } = about.info;
  const asked = words.confirmText.replace('{feed}', () => title);
  return {
    to,
    ...namesOf(about, mail),
    subject: words.confirmSubject.replace('{feed}', () => title),
    text: `${asked}\n\n${link}\n\n${words.confirmIgnore}\n`,
    html: letterHtml(about, [
      h('p', {}, asked),
      h('p', {}, h('a', { href: link }, link)),
      h('p', {}, words.confirmIgnore),
    ]),
  };
}
