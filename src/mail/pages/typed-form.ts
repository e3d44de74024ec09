import type { FeedInfo } from '../../feed/feed-info.ts';
import { mailWordsFor } from '../../feed/words/mail/mail-words-for.ts';
import type { Typed, TypedFaults, TypedHour } from '../../site/pages/forms/subscribe-form.ts';
import { parseAddress } from '../store/address.ts';
import { isZone } from '../store/next-hour.ts';
import type { Wish } from '../store/subscription.ts';

/** What a form asks for, or every fault of it, with what was typed. */
export type Asked =
  | { readonly kind: 'asked'; readonly address: string; readonly wishes: readonly Wish[] }
  | { readonly kind: 'faulty'; readonly typed: Typed; readonly faults: TypedFaults };

const hourForm = /^(1?\d|2[0-3])$/;

/** When a digest is to come, or every fault of it. */
export type AskedHour =
  | { readonly kind: 'asked'; readonly hour: number; readonly zone: string }
  | { readonly kind: 'faulty'; readonly typed: TypedHour; readonly faults: TypedFaults };

export function readHour(form: URLSearchParams, info: FeedInfo): AskedHour {
  const typed = typedHour(form);
  const faults = faultsOfHour(typed, info);
  if (Object.keys(faults).length > 0) return { kind: 'faulty', typed, faults };
  return { kind: 'asked', hour: Number(typed.hour), zone: typed.zone };
}

function typedHour(form: URLSearchParams): TypedHour {
  return { hour: form.get('hour') ?? '', zone: form.get('zone') ?? '' };
}

function faultsOfHour({ hour, zone }: TypedHour, info: FeedInfo): TypedFaults {
  const words = mailWordsFor(info.lang);
  return {
    ...(!hourForm.test(hour) && { hour: words.badHour }),
    ...(!isZone(zone) && { zone: words.badZone }),
  };
}

export function readTyped(form: URLSearchParams, info: FeedInfo): Asked {
  const words = mailWordsFor(info.lang);
  const typed: Typed = {
    address: (form.get('address') ?? '').slice(0, 254),
    breaking: form.has('breaking'),
    daily: form.has('daily'),
    ...typedHour(form),
  };
  const address = parseAddress(typed.address);
  const wishes: Wish[] = [
    ...(typed.breaking ? [{ list: 'breaking' as const }] : []),
    ...(typed.daily
      ? [{ list: 'daily' as const, hour: Number(typed.hour), zone: typed.zone }]
      : []),
  ];
  const faults: TypedFaults = {
    ...(address === undefined && { address: words.badAddress }),
    ...(wishes.length === 0 && { lists: words.noList }),
    ...(typed.daily && faultsOfHour(typed, info)),
  };
  if (address === undefined || Object.keys(faults).length > 0) {
    return { kind: 'faulty', typed, faults };
  }
  return { kind: 'asked', address, wishes };
}
