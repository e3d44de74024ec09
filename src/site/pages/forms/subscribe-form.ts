import type { FeedInfo } from '../../../feed/feed-info.ts';
import { h, type Element, type Markup } from '../../../feed/draw/markup.ts';
import { mailWordsFor } from '../../../feed/words/mail/mail-words-for.ts';
import { feedPath, linkTo, type FeedPlace } from '../../shell/place.ts';
import { spokenFor } from '../../shell/site-edition.ts';

/** What somebody typed, or the form begins with. */
export interface Typed {
  readonly address: string;
  readonly breaking: boolean;
  readonly daily: boolean;
  readonly hour: string;
  readonly zone: string;
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
  // Where the zone is chosen, its name stands in the list.
  const hourLabel =
    fixed === undefined
      ? words.hour.replace(/\s*[(（]\{zone\}[)）]/, '')
      : words.hour.replace('{zone}', () => typed.zone);
  const hours = Array.from({ length: 24 }, (_, hour) => String(hour));
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
    h(
      'p',
      {},
      h('label', { for: 'mail-hour' }, hourLabel),
      h(
        'select',
        { id: 'mail-hour', name: 'hour', ...invalid('hour', faults) },
        hours.map((hour) =>
          h(
            'option',
            { value: hour, selected: hour === typed.hour },
            `${hour.padStart(2, '0')}:00`,
          ),
        ),
      ),
      faultNote('hour', faults),
    ),
    fixed ?? zoneField(info, typed, faults),
    h('button', {}, words.send),
  );
}

function zoneField(info: FeedInfo, typed: Typed, faults: TypedFaults): Element {
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
    ' ',
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
