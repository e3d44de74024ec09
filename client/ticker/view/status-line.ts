import { clockTime } from '../../../src/feed/draw/clock-time.ts';
import type { Words } from '../../../src/feed/words/words.ts';
import type { Clock, Undo } from '../clock.ts';
import type { Options } from '../options/options.ts';
import type { FeedStore } from '../store/feed-store.ts';
import type { Chrome } from './chrome.ts';
import { momentMs, statusText } from './status-text.ts';
import { tell } from './tell.ts';

/** Says how up to date a ticker is, to its reader and to the site. */
export class StatusLine {
  #later: Undo | undefined;
  #said = '';

  constructor(
    private readonly element: Element,
    private readonly store: FeedStore,
    private readonly chrome: Pick<Chrome, 'status' | 'paused'>,
    private readonly clock: Clock,
    private readonly options: Pick<Options, 'zone' | 'hour12'>,
  ) {}

  stop(): void {
    this.#later?.();
  }

  show(lang: string, words: Words): void {
    const { status, staleSince, staleMs, paused, refusal, feed } = this.store;
    this.stop();
    const since = staleSince && this.#timeOf(staleSince, lang);
    const text = statusText(words, status, {
      since: since || undefined,
      long: staleMs >= momentMs,
      refusal: refusal?.message,
    });
    this.chrome.status(paused ? 'paused' : status, paused ? words.paused : text);
    this.chrome.paused(paused);
    if (status === 'reconnecting' && staleMs < momentMs) {
      this.#later = this.clock.after(momentMs, () => this.show(lang, words));
    }
    if (this.#said === status) return;
    this.#said = status;
    tell(this.element, feed, 'lt-status', { status, staleSince });
  }
  #timeOf(ms: number, lang: string): string {
    const { zone, hour12 } = this.options;
    return clockTime(new Date(ms).toISOString(), lang, zone, hour12).text;
  }
}
