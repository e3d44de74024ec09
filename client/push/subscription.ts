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
const left = 'push-left';

/** The subscription of this browser, made with the server's key; where there is none, or one of another key, a new one. */
export async function subscription(key: string, device: Device): Promise<PushSubscription> {
  const { pushManager } = await registered();
  let known = await pushManager.getSubscription();
  if (known !== null && serverKeyOf(known) !== key) {
    // Written down before it ends: what the server does not hear now it hears at the next visit.
    device.write(left, known.endpoint);
    await known.unsubscribe();
    known = null;
  }
  known ??= await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  await tellOfMove(known, device);
  return known;
}

/** What the browser is told of other feeds goes with it. */
async function tellOfMove(fresh: PushSubscription, device: Device): Promise<void> {
  const endpoint = device.read(left) ?? '';
  if (endpoint === '') return;
  try {
    await moveTo(endpoint, fresh);
  } catch (error) {
    if (!(error instanceof Refused && error.isForGood)) throw error;
  }
  device.write(left, '');
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
