import { feedDirection } from '../../feed/draw/direction.ts';
import { h, type Markup } from '../../feed/draw/markup.ts';
import type { FeedInfo } from '../../feed/feed-info.ts';
import { mailWordsFor } from '../../feed/words/mail/mail-words-for.ts';
import { framed, styleLinks } from '../../site/pages/frame-markup.ts';
import {
  hourForm,
  hourText,
  subscribeForm,
  type Typed,
  type TypedFaults,
  type TypedHour,
} from '../../site/pages/forms/subscribe-form.ts';
import type { Page } from '../../site/shell/page.ts';
import { feedPath, linkTo, type FeedPlace } from '../../site/shell/place.ts';
import { spokenFor } from '../../site/shell/site-edition.ts';

/** A page about mail of a feed, in the feed's language. No frame of another site has it, so that nobody is led to its button. */
function mailPage(
  place: FeedPlace,
  info: FeedInfo,
  title: string,
  status: Page['status'],
  parts: readonly Markup[],
): Page {
  const spoken = spokenFor(info);
  const words = mailWordsFor(info.lang);
  return {
    status,
    title: `${title} – ${info.title}`,
    lang: info.lang,
    dir: feedDirection(info),
    framing: { kind: 'nobody' },
    head: [...styleLinks(place), h('meta', { name: 'robots', content: 'noindex' })],
    body: framed(
      place,
      h(
        'main',
        { id: 'main', class: 'site-single', ...spoken.says },
        h('h1', { class: 'site-quiet' }, title),
        parts,
        h(
          'p',
          { class: 'site-back' },
          h('a', { href: linkTo(place, feedPath(place.feed)) }, words.toFeed),
        ),
      ),
      spoken,
    ),
  };
}

const note = (words: string) => h('p', { class: 'site-quiet-words' }, words);

/** The form alone, with what is wrong with what was typed. */
export function formPage(
  place: FeedPlace,
  info: FeedInfo,
  typed: Typed,
  faults: TypedFaults = {},
): Page {
  const status = Object.keys(faults).length === 0 ? 200 : 422;
  const title = mailWordsFor(info.lang).subscribe;
  return mailPage(place, info, title, status, [subscribeForm(place, info, typed, faults)]);
}

/** The answer to every request that can be read: it tells nothing of an address. */
export function sentPage(place: FeedPlace, info: FeedInfo): Page {
  const { sent, sentNote } = mailWordsFor(info.lang);
  return mailPage(place, info, sent, 200, [note(sentNote)]);
}

export function tooManyPage(place: FeedPlace, info: FeedInfo): Page {
  const { tooMany, tooManyNote } = mailWordsFor(info.lang);
  return mailPage(place, info, tooMany, 429, [note(tooManyNote)]);
}

/** What the page behind the link of a digest offers besides its end: another hour. */
export interface HourOffer {
  readonly path: string;
  readonly typed: TypedHour;
  readonly faults: TypedFaults;
}

/** Asks, with a button: programs that look through mails open links, and must not begin or end anything by it. */
export function askPage(
  place: FeedPlace,
  info: FeedInfo,
  asked: 'confirm' | 'stop',
  action: string,
  offer?: HourOffer,
): Page {
  const words = mailWordsFor(info.lang);
  const [ask, yes] =
    asked === 'confirm' ? [words.confirmAsk, words.confirm] : [words.stopAsk, words.stop];
  const title = ask.replace('{feed}', () => info.title);
  const form = h(
    'form',
    { class: 'site-mail-form', method: 'post', action: linkTo(place, action) },
    h('button', {}, yes),
  );
  if (offer === undefined) return mailPage(place, info, title, 200, [form]);
  const { path, typed, faults } = offer;
  const status = Object.keys(faults).length === 0 ? 200 : 422;
  return mailPage(place, info, title, status, [form, hourForm(place, info, path, typed, faults)]);
}

export function hourChangedPage(
  place: FeedPlace,
  info: FeedInfo,
  hour: number,
  zone: string,
): Page {
  const title = mailWordsFor(info.lang)
    .hourChanged.replace('{hour}', () => hourText(hour))
    .replace('{zone}', () => zone);
  return mailPage(place, info, title, 200, []);
}

export function donePage(place: FeedPlace, info: FeedInfo, done: 'confirmed' | 'stopped'): Page {
  const title = mailWordsFor(info.lang)[done].replace('{feed}', () => info.title);
  return mailPage(place, info, title, 200, []);
}
