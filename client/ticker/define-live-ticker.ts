import { liveTickerClass } from './live-ticker.ts';

export interface DefineOptions {
  /** The server's address for tickers that name none; without it the page's own origin. */
  readonly src?: string;
}

/** Registers `<live-ticker>`. The first to do so on a page wins; where there is no DOM nothing happens. */
export function defineLiveTicker(options: DefineOptions = {}): void {
  if (typeof customElements === 'undefined' || customElements.get('live-ticker')) return;
  customElements.define('live-ticker', liveTickerClass(options.src));
}
