import { siteBase } from '../site/site-base.ts';

/** Has the server tell this browser what passes these filters of a feed. */
export async function subscribeTo(
  feed: string,
  subscription: PushSubscription,
  filters: readonly string[],
): Promise<void> {
  await send('PUT', feed, { subscription, filters });
}

/** Has the server tell this browser nothing more of a feed. */
export async function unsubscribeFrom(feed: string, endpoint: string): Promise<void> {
  await send('DELETE', feed, { endpoint });
}

async function send(method: string, feed: string, body: object): Promise<void> {
  const url = new URL(`api/v1/feeds/${feed}/push/subscription`, siteBase);
  const headers = { 'Content-Type': 'application/json' };
  const { ok, status } = await fetch(url, { method, headers, body: JSON.stringify(body) });
  if (!ok) throw new Error(`The server answered ${status}.`);
}
