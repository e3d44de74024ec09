import type { Message } from './message.ts';
import { asSent } from './server-key.ts';
import { show, shownIn } from './show.ts';
import type { Renewal, WorkerScope } from './worker-scope.ts';

/** What runs in the browser when a message comes, also when no page is open. It answers no requests of pages. */
const worker = self as unknown as WorkerScope;
const { registration } = worker;

/** Messages are worked off one after the other: Chromium forgets a notification that is put up while it lists the others. */
let lastShown = Promise.resolve();

worker.addEventListener('push', (event) => {
  const message = event.data?.json() as Message | undefined;
  if (message === undefined) return;
  const shown = lastShown.then(() => show(registration, message));
  // One that fails holds up none after it.
  lastShown = shown.catch(() => undefined);
  event.waitUntil(shown);
});

worker.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const shown = shownIn(event.notification);
  if (shown !== undefined) event.waitUntil(open(`${shown.feed}/items/${shown.item}`));
});

worker.addEventListener('pushsubscriptionchange', (event) => event.waitUntil(renew(event)));

/** Opens a page, or shows the tab that has it. `path`: from the feeds on, which are what this worker is for. */
async function open(path: string): Promise<void> {
  const { href } = new URL(path, registration.scope);
  const pages = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const page = pages.find(({ url }) => url.replace(/[?#].*/, '') === href);
  await (page === undefined ? worker.clients.openWindow(href) : page.focus());
}

/** The push service reaches the browser otherwise from now on. Without the old address, the next visit of a page mends it. */
async function renew({ oldSubscription, newSubscription }: Renewal): Promise<void> {
  if (oldSubscription === null) return;
  const subscription =
    newSubscription ?? (await registration.pushManager.subscribe(oldSubscription.options));
  await fetch(new URL('../api/v1/push/renewals', registration.scope), {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      endpoint: oldSubscription.endpoint,
      subscription: asSent(subscription),
    }),
  });
}
