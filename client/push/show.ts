import type { Message } from './message.ts';

/** Notifications of one feed that are shown at the same time: who comes back after hours is told what is new, and not all of it. */
const maxOfFeed = 3;

/** What a notification carries. */
export interface Shown {
  readonly feed: string;
  readonly item: string;
  readonly at: string;
}

/** Does what a message says: shows an item in place of an earlier wording, or takes it back. */
export async function show(
  registration: ServiceWorkerRegistration,
  message: Message,
): Promise<void> {
  const { feed, item } = message;
  const tag = `${feed}/${item}`;
  if (message.kind === 'close') return takeBack(registration, tag, message.title);
  const { title, body, lang, dir, at, first } = message;
  const data: Shown = { feed, item, at };
  const options = { body, lang, dir, tag, data, silent: !first, timestamp: Date.parse(at) };
  await registration.showNotification(title, options);
  await closeOldest(registration, feed);
}

/**
 * Browsers count messages after which nothing was shown, and Safari ends a subscription after three: so its place is taken by the name of
 * the feed, without a sound, for the moment until that is closed too.
 */
async function takeBack(
  registration: ServiceWorkerRegistration,
  tag: string,
  title: string,
): Promise<void> {
  const shown = await registration.getNotifications({ tag });
  if (shown.length === 0) return;
  await registration.showNotification(title, { tag, silent: true });
  for (const one of [...shown, ...(await registration.getNotifications({ tag }))]) one.close();
}

async function closeOldest(registration: ServiceWorkerRegistration, feed: string): Promise<void> {
  const all = (await registration.getNotifications()).filter((one) => shownIn(one)?.feed === feed);
  all.sort((one, other) => (timeOf(one) < timeOf(other) ? 1 : -1));
  for (const old of all.slice(maxOfFeed)) old.close();
}

function timeOf(notification: Notification): string {
  return shownIn(notification)?.at ?? '';
}

export function shownIn({ data }: Notification): Shown | undefined {
  return (data as Shown | null) ?? undefined;
}
