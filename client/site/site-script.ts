import { goToItem } from './go-to-item.ts';
import { notePlace, returnToPlace } from './return-place.ts';
import { TickerFollower } from './ticker-follower.ts';

const page = document.querySelector<HTMLElement>('main.site-feed');
const ticker = page?.querySelector('live-ticker') ?? null;
if (page !== null && ticker !== null) {
  new TickerFollower(page, ticker).follow();
  addEventListener('hashchange', () => void goToItem());
  void goToItem();
  void returnToPlace(ticker).then(() => notePlace(ticker));
}
