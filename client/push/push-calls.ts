import { siteBase } from '../site/site-base.ts';
import { asSent } from './server-key.ts';

/** The server has answered, and not done what it was asked for. */
export class Refused extends Error {
  constructor(private readonly status: number) {
    super(`The server answered ${status}.`);
  }

  /** Asking again is of no use. */
  get isForGood(): boolean {
    return this.status >= 400 && this.status < 500 && this.status !== 429;
  }
}

/** Has the server tell this browser what passes these filters of a feed. */
export async function subscribeTo(
  feed: string,
  subscription: PushSubscription,
  filters: readonly string[],
): Promise<void> {
  await send('PUT', ofFeed(feed), { subscription: asSent(subscription), filters });
}

/** Has the server tell this browser nothing more of a feed. */
export async function unsubscribeFrom(feed: string, endpoint: string): Promise<void> {
  await send('DELETE', ofFeed(feed), { endpoint });
}

/** Has the server tell this browser by another subscription what it was told by the one at `endpoint`. */
export async function moveTo(endpoint: string, subscription: PushSubscription): Promise<void> {
  await send('PUT', 'push/renewals', { endpoint, subscription: asSent(subscription) });
}

function ofFeed(feed: string): string {
  return `feeds/${feed}/push/subscription`;
}

async function send(method: string, path: string, body: object): Promise<void> {
  const url = new URL(`api/v1/${path}`, siteBase);
  const headers = { 'Content-Type': 'application/json' };
  const { ok, status } = await fetch(url, { method, headers, body: JSON.stringify(body) });
  if (!ok) throw new Refused(status);
}
