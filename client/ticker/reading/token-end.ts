import type { FeedStore } from '../store/feed-store.ts';
import type { Undo } from '../clock.ts';
import { tell } from '../view/tell.ts';

const beforeMs = 60_000;
const lookMs = 5_000;

/** Tells the page, once for each token, a minute before it ends, so that the page can get another one in time. */
export function watchToken(host: Element, store: FeedStore): Undo {
  let told: string | null | undefined;
  const look = (): void => {
    const { token, feed } = store;
    if (!token || token === told) return;
    const endsAt = endOf(token);
    if (endsAt === undefined || endsAt - (store.nowMs ?? Date.now()) > beforeMs) return;
    told = token;
    tell(host, feed, 'lt-token', { endsAt });
  };
  const timer = setInterval(look, lookMs);
  look();
  return () => clearInterval(timer);
}

/** When a token ends, in milliseconds since 1970. */
function endOf(token: string): number | undefined {
  try {
    const [, claims = ''] = token.split('.');
    const { exp } = JSON.parse(atob(claims.replaceAll('-', '+').replaceAll('_', '/'))) as {
      readonly exp?: unknown;
    };
    return typeof exp === 'number' ? exp * 1_000 : undefined;
  } catch {
    return undefined;
  }
}
