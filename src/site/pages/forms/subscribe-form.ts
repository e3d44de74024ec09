import type { FeedInfo } from '../../../feed/feed-info.ts';
import { h, type Element, type Markup } from '../../../feed/draw/markup.ts';
import type { MailWords } from '../../../feed/words/mail/mail-words.ts';
import { mailWordsFor } from '../../../feed/words/mail/mail-words-for.ts';
import { feedPath, linkTo, type FeedPlace } from '../../shell/place.ts';
import { spokenFor } from '../../shell/site-edition.ts';

/** When a digest is to come. */
export interface TypedHour {
  readonly hour: string;
  readonly zone: string;
}

/** What somebody typed, or the form begins with. */
export interface Typed extends TypedHour {
  readonly address: string;
  readonly breaking: boolean;
  readonly daily: boolean;
}

/** What is wrong with it, in the reader's language; each stands at its field. */
export type TypedFaults = Partial<Record<'address' | 'lists' | 'hour' | 'zone', string>>;

export function untyped({ timezone }: FeedInfo): Typed {
  return { address: '', breaking: true, daily: false, hour: '7', zone: timezone };
}

/** Where the form leads, and where it stands alone. */
export function subscribePath(feed: string): string {
  return `${feedPath(feed)}/subscribe`;
}

/** The form on the feed's page, folded. */
export function foldedSubscribeForm(place: FeedPlace, info: FeedInfo): Element {
  const { says } = spokenFor(info);
  const words = mailWordsFor(info.lang);
  return h(
    'details',
    { class: 'site-mail', ...says },
    h('summary', {}, h('h2', { class: 'site-label' }, words.subscribe)),
    subscribeForm(place, info, untyped(info), {}, [
      h('input', { type: 'hidden', name: 'zone', value: info.timezone }),
      h(
        'p',
        {},
        h(
          'a',
          { href: linkTo(place, subscribePath(place.feed)), rel: 'nofollow' },
          words.otherZone,
        ),
      ),
    ]),
  );
}

/** The form, without JavaScript. `fixed`: what stands for a list of time zones, where the zone is the feed's. */
export function subscribeForm(
  place: FeedPlace,
  info: FeedInfo,
  typed: Typed,
  faults: TypedFaults,
  fixed?: readonly Markup[],
): Element {
  const words = mailWordsFor(info.lang);
  const hourLabel =
    fixed === undefined ? bareHour(words) : words.hour.replace('{zone}', () => typed.zone);
  return h(
    'form',
    {
      class: 'site-mail-form',
      method: 'post',
      action: linkTo(place, subscribePath(place.feed)),
      // The server says what is wrong, in the language of the feed.
      novalidate: true,
    },
    h(
      'p',
      {},
      h('label', { for: 'mail-address' }, words.address),
      h('input', {
        id: 'mail-address',
        name: 'address',
        type: 'email',
        dir: 'ltr',
        autocomplete: 'email',
        required: true,
        maxlength: 254,
        value: typed.address === '' ? undefined : typed.address,
        ...invalid('address', faults),
      }),
      faultNote('address', faults),
    ),
    h(
      'fieldset',
      { ...invalid('lists', faults) },
      h('legend', {}, words.lists),
      choice('breaking', words.breaking, typed.breaking),
      choice('daily', words.daily, typed.daily),
      faultNote('lists', faults),
    ),
    hourField(hourLabel, typed, faults),
    fixed ?? zoneField(info, typed, faults),
    h('button', {}, words.send),
  );
}

/** The form by which a digest comes at another hour. `path`: where it leads. */
export function hourForm(
  place: FeedPlace,
  info: FeedInfo,
  path: string,
  typed: TypedHour,
  faults: TypedFaults,
): Element {
  const words = mailWordsFor(info.lang);
  return h(
    'form',
    {
      class: 'site-mail-form',
      method: 'post',
      action: linkTo(place, path),
      novalidate: true,
      'aria-label': words.hourAsk,
    },
    h('h2', { class: 'site-label' }, words.hourAsk),
    hourField(bareHour(words), typed, faults),
    zoneField(info, typed, faults),
    h('button', {}, words.changeHour),
  );
}

/** Where the zone is chosen, its name stands in the list. */
function bareHour({ hour }: MailWords): string {
  return hour.replace(/\s*[(（]\{zone\}[)）]/, '');
}

function hourField(label: string, typed: TypedHour, faults: TypedFaults): Element {
  const hours = Array.from({ length: 24 }, (_, hour) => String(hour));
  return h(
    'p',
    {},
    h('label', { for: 'mail-hour' }, label),
    h(
      'select',
      { id: 'mail-hour', name: 'hour', ...invalid('hour', faults) },
      hours.map((hour) =>
        h('option', { value: hour, selected: hour === typed.hour }, hourText(hour)),
      ),
    ),
    faultNote('hour', faults),
  );
}

/** An hour as a clock shows it: "07:00". */
export function hourText(hour: string | number): string {
  return `${String(hour).padStart(2, '0')}:00`;
}

function zoneField(info: FeedInfo, typed: TypedHour, faults: TypedFaults): Element {
  const known = Intl.supportedValuesOf('timeZone');
  const zones = known.includes(typed.zone) || !isWord(typed.zone) ? known : [typed.zone, ...known];
  return h(
    'p',
    {},
    h('label', { for: 'mail-zone' }, mailWordsFor(info.lang).zone),
    h(
      'select',
      { id: 'mail-zone', name: 'zone', dir: 'ltr', ...invalid('zone', faults) },
      zones.map((zone) => h('option', { selected: zone === typed.zone }, zone)),
    ),
    faultNote('zone', faults),
  );
}

/** Whether a zone may stand in the list: the feed's own may be one that the list has under another name ("UTC"). */
function isWord(zone: string): boolean {
  return /^[\w+/-]{1,64}$/.test(zone);
}

function choice(name: string, words: string, checked: boolean): Element {
  return h(
    'label',
    { class: 'site-mail-choice' },
    h('input', { type: 'checkbox', name, value: '1', checked }),
    words,
  );
}

function invalid(field: keyof TypedFaults, faults: TypedFaults) {
  return faults[field] === undefined
    ? {}
    : { 'aria-invalid': 'true', 'aria-describedby': `mail-${field}-fault` };
}

function faultNote(field: keyof TypedFaults, faults: TypedFaults): Element | false {
  const fault = faults[field];
  return (
    fault !== undefined && h('strong', { class: 'site-fault', id: `mail-${field}-fault` }, fault)
  );
}
