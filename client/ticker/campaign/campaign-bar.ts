import { campaignAt, untilMs, type Campaign } from '../../../src/feed/campaign/campaign.ts';
import { campaignMarkup, type CampaignWords } from '../../../src/feed/campaign/campaign-markup.ts';
import type { FeedInfo } from '../../../src/feed/feed-info.ts';
import { enCampaign } from '../../../src/feed/words/en.ts';
import type { Undo } from '../clock.ts';
import type { CampaignLent } from '../loaded/load-campaign.ts';
import { isEnglish, loadWords } from '../loaded/load-words.ts';
import { keepPlace } from '../view/keep-place.ts';
import { make, patchNode } from '../view/patch.ts';
import { setFirmly } from '../view/set-firmly.ts';

/** A timer takes no longer time; it looks at the clock again then. */
const longestMs = 2 ** 30;
/** As long as the server's time is not known. */
const lookAgainMs = 1_000;

/** The campaign above a ticker's items, as long as it lasts by the server's clock. */
export class CampaignBar {
  #words: CampaignWords | undefined;
  #shown: FeedInfo | undefined;
  #ending: Undo | undefined;

  constructor(private readonly lent: CampaignLent) {
    const undo = lent.store.listen(() => this.show());
    lent.signal.addEventListener('abort', () => {
      undo();
      this.#ending?.();
    });
  }

  /** Shows the campaign as the feed has it now. A paused ticker keeps what it shows until that is over. */
  show(): void {
    const { store, lang, signal } = this.lent;
    const info = store.paused ? (this.#shown ?? store.info) : store.info;
    if (info === undefined || signal.aborted) return;
    // The reader's own clock may be wrong by hours: until the server's is known, what is there stays.
    const now = store.nowMs ?? -Infinity;
    const campaign = campaignAt(info, now);
    this.#ending?.();
    if (campaign === undefined) {
      this.#shown = undefined;
      this.#hide();
      return;
    }
    const spoken = lang ?? info.lang;
    if (this.#words?.lang !== spoken) {
      void this.#speak(spoken);
      return;
    }
    if (campaign.until !== undefined) {
      const leftMs = now === -Infinity ? lookAgainMs : untilMs(campaign) - now;
      this.#ending = this.lent.clock.after(Math.min(leftMs, longestMs), () => this.show());
    }
    if (info === this.#shown) return;
    this.#shown = info;
    this.#draw(campaign, info, this.#words);
  }

  async #speak(lang: string): Promise<void> {
    const words = isEnglish(lang) ? undefined : await loadWords(this.lent.server, lang);
    this.#words = { lang, campaign: words?.campaign ?? enCampaign };
    this.#shown = undefined;
    this.show();
  }

  #draw(campaign: Campaign, info: FeedInfo, words: CampaignWords): void {
    const drawn = campaignMarkup(campaign, info, words);
    const present = this.#present;
    this.#inPlace(() => {
      if (present === null) this.lent.host.prepend(make(drawn));
      else patchNode(present, drawn);
    });
  }

  /** What is below it is being read: it leaves its room where that is in sight. */
  #hide(): void {
    const present = this.#present;
    if (present === null) return;
    const { height, bottom } = present.getBoundingClientRect();
    if (bottom <= 0) {
      this.#inPlace(() => present.remove());
    } else if (present.hasChildNodes()) {
      present.replaceChildren();
      setFirmly(present, 'min-block-size', `${height}px`);
      setFirmly(present, 'visibility', 'hidden');
    }
  }

  get #present(): HTMLElement | null {
    return this.lent.host.querySelector<HTMLElement>(':scope > .lt-campaign');
  }

  #inPlace(change: () => void): void {
    const list = this.lent.host.querySelector(':scope > ol');
    if (list === null) change();
    else keepPlace(list, change, true);
  }
}
