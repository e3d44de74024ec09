import { goToItem } from './go-to-item.ts';
import { notePlace, returnToPlace } from './return-place.ts';
import { TitleCount } from './title-count.ts';
import { TickerFollower } from './ticker-follower.ts';

const page = document.querySelector<HTMLElement>('main.site-feed');
const ticker = page?.querySelector('live-ticker') ?? null;
if (page !== null && ticker !== null) {
  new TickerFollower(page, ticker).follow();
  const title = new TitleCount();
  ticker.addEventListener('lt-pending', (event) => title.show(pendingIn(event)));
  addEventListener('hashchange', () => void goToItem());
  void goToItem();
  void returnToPlace(ticker).then(() => notePlace(ticker));
}

function pendingIn(event: Event): number {
  const detail: unknown = event instanceof CustomEvent ? event.detail : undefined;
  return Number(Object(detail).count) || 0;
}
