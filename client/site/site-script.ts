import { goToItem } from './go-to-item.ts';
import { foldTools } from './fold-tools.ts';
import { followSlider } from './replay-slider.ts';
import { hasHour12 } from '../ticker/options/has-hour12.ts';
import { notePlace, returnToPlace } from './return-place.ts';
import { TitleCount } from './title-count.ts';
import { TickerFollower } from './ticker-follower.ts';

const page = document.querySelector<HTMLElement>('main.site-feed');
const ticker = page?.querySelector('live-ticker') ?? null;
if (page !== null && ticker !== null) {
  new TickerFollower(page, ticker).follow();
  const title = new TitleCount();
  ticker.addEventListener('lt-pending', (event) => title.show(pendingIn(event)));
  foldTools(page);
  followSlider(page, undefined, hasHour12(ticker));
  addEventListener('hashchange', () => void goToItem());
  void goToItem();
  void returnToPlace(ticker).then(() => notePlace(ticker));
}

function pendingIn(event: Event): number {
  const detail: unknown = event instanceof CustomEvent ? event.detail : undefined;
  return Number(Object(detail).count) || 0;
}
