import { faultsOfUrl } from '../../followers/send/faults-of-url.ts';
import type { HubRequest } from '../../followers/store/hub-request.ts';
import type { SiteDocuments } from '../site-documents.ts';

/** The recommendation's advice (section 8.2). */
const usualLeaseSeconds = 10 * 86_400;
const leastLeaseSeconds = 3_600;
const mostLeaseSeconds = 30 * 86_400;
const maxCallback = 1_000;
const maxSecretBytes = 199;

/** What a program asks of the hub, or every fault of it in a line each. */
export type AskedOfHub =
  | { readonly kind: 'asked'; readonly request: HubRequest }
  | { readonly kind: 'faulty'; readonly faults: readonly string[] };

/** Reads what a program asks of the hub (WebSub, section 5.1). What else it says is left aside. */
export function readHubForm(
  form: URLSearchParams,
  documents: Pick<SiteDocuments, 'topicAt' | 'addressOf'>,
  mayBePrivate: boolean,
): AskedOfHub {
  const mode = form.get('hub.mode') ?? '';
  const callback = form.get('hub.callback') ?? '';
  const secret = form.get('hub.secret') ?? '';
  const lease = form.get('hub.lease_seconds') ?? '';
  const topic = documents.topicAt(form.get('hub.topic') ?? '');
  const example = documents.addressOf({ feed: 'storm', topic: 'rss.xml' });
  const isMode = mode === 'subscribe' || mode === 'unsubscribe';
  const faults = [
    ...(isMode ? [] : ['hub.mode must be subscribe or unsubscribe']),
    ...faultsOfCallback(callback, mayBePrivate).map((fault) => `hub.callback ${fault}`),
    ...(topic === undefined
      ? [
          `hub.topic must be the address that a feed’s document names as its "self", like ${example}`,
        ]
      : []),
    // Of an unsubscription it is ignored.
    ...(mode === 'unsubscribe' || /^([1-9]\d{0,11})?$/.test(lease)
      ? []
      : ['hub.lease_seconds must be a positive whole number; without it, it is 864000']),
    ...(Buffer.byteLength(secret) > maxSecretBytes
      ? [`hub.secret must have less than ${maxSecretBytes + 1} bytes`]
      : []),
  ];
  if (!isMode || topic === undefined || faults.length > 0) return { kind: 'faulty', faults };
  const wanted = lease === '' ? usualLeaseSeconds : Number(lease);
  const leaseSeconds = Math.min(Math.max(wanted, leastLeaseSeconds), mostLeaseSeconds);
  return { kind: 'asked', request: { ...topic, callback, mode, secret, leaseSeconds } };
}

function faultsOfCallback(callback: string, mayBePrivate: boolean): readonly string[] {
  if (callback === '') return ['is missing'];
  return [
    ...faultsOfUrl(callback, mayBePrivate),
    ...(callback.length > maxCallback ? [`must have at most ${maxCallback} characters`] : []),
    // It is sent as it was given (section 8.3).
    ...(/^[\x21-\x7e]*$/.test(callback) ? [] : ['must be written in ASCII, with % for the rest']),
  ];
}
