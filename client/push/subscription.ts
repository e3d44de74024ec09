import { siteBase } from '../site/site-base.ts';
import type { Device } from '../ticker/reading/device.ts';
import { moveTo, Refused } from './push-calls.ts';
import { serverKeyOf } from './server-key.ts';

/** The page may not make addresses of scripts from text (Trusted Types) but by a policy. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { readonly createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): string };
}

/** Whether this browser can be asked to tell news: not in a frame of another site, nor without https. */
export function canPush(): boolean {
  return (
    parent === window &&
    isSecureContext &&
    'serviceWorker' in navigator &&
    'PushManager' in window &&
    'Notification' in window
  );
}

/** Where the address of a subscription is kept that has ended, until the server knows the one in its place. */
const ended = 'push-ended';

/** The subscription of this browser, made with the server's key; where there is none, or one of another key, a new one. */
export async function subscription(key: string, device: Device): Promise<PushSubscription> {
  const { pushManager } = await registered();
  const known = await pushManager.getSubscription();
  const isOfKey = known !== null && serverKeyOf(known) === key;
  // Of several that ended one after the other the server knows the first.
  const before = device.read(ended) || (isOfKey ? '' : (known?.endpoint ?? ''));
  if (!isOfKey) {
    // Written down before it ends: what the server does not hear now it hears at the next visit.
    device.write(ended, before);
    await known?.unsubscribe();
  }
  const fresh = isOfKey
    ? known
    : await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  if (before !== '') await tellOfMove(before, fresh, device);
  return fresh;
}

/** What the browser is told of other feeds goes with it. What the server refuses for good is not asked for again. */
async function tellOfMove(
  endpoint: string,
  fresh: PushSubscription,
  device: Device,
): Promise<void> {
  await moveTo(endpoint, fresh).catch((error: unknown) => {
    if (!(error instanceof Refused && error.isForGood)) throw error;
  });
  device.write(ended, '');
}

/** The subscription that there is, of whatever key. */
export async function knownSubscription(): Promise<PushSubscription | null> {
  const registration = await navigator.serviceWorker.getRegistration(scope());
  return (await registration?.pushManager.getSubscription()) ?? null;
}

async function registered(): Promise<ServiceWorkerRegistration> {
  const url = scriptUrl(new URL('push-worker.js', siteBase).href);
  await navigator.serviceWorker.register(url, { scope: scope() });
  // A worker that is not active yet cannot subscribe. This page is one of those that it is for.
  return navigator.serviceWorker.ready;
}

/** Feeds and items: the newsroom has nothing to do with it. */
function scope(): string {
  return new URL('feeds/', siteBase).href;
}

function scriptUrl(url: string): string {
  const types = Reflect.get(window, 'trustedTypes') as TrustedTypes | undefined;
  const policy = types?.createPolicy('dateline-push', { createScriptURL: (text) => text });
  return policy?.createScriptURL(url) ?? url;
}
