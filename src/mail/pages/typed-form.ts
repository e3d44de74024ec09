import type { FeedInfo } from '../../feed/feed-info.ts';
import { mailWordsFor } from '../../feed/words/mail/mail-words-for.ts';
import type { Typed, TypedFaults } from '../../site/pages/forms/subscribe-form.ts';
import { parseAddress } from '../store/address.ts';
import { isZone } from '../store/next-hour.ts';
import type { Wish } from '../store/subscription.ts';

/** What a form asks for, or every fault of it, with what was typed. */
export type Asked =
  | { readonly kind: 'asked'; readonly address: string; readonly wishes: readonly Wish[] }
  | { readonly kind: 'faulty'; readonly typed: Typed; readonly faults: TypedFaults };

const hourForm = /^(1?\d|2[0-3])$/;

export function readTyped(form: URLSearchParams, info: FeedInfo): Asked {
  const words = mailWordsFor(info.lang);
  const typed: Typed = {
    address: (form.get('address') ?? '').slice(0, 254),
    breaking: form.has('breaking'),
    daily: form.has('daily'),
    hour: form.get('hour') ?? '',
    zone: form.get('zone') ?? '',
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
    ...(typed.daily && !hourForm.test(typed.hour) && { hour: words.badHour }),
    ...(typed.daily && !isZone(typed.zone) && { zone: words.badZone }),
  };
  if (address === undefined || Object.keys(faults).length > 0) {
    return { kind: 'faulty', typed, faults };
  }
  return { kind: 'asked', address, wishes };
}
