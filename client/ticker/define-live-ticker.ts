import { liveTickerClass } from './live-ticker.ts';

export interface DefineOptions {
  /** The server of tickers without a `src` attribute; without it, the page's own origin. */
  readonly src?: string;
}

/** Registers `<live-ticker>`. Does nothing when it is registered already, or without a DOM. */
export function defineLiveTicker(options: DefineOptions = {}): void {
  if (typeof customElements === 'undefined' || customElements.get('live-ticker')) return;
  customElements.define('live-ticker', liveTickerClass(options.src));
}
