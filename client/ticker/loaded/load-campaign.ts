import type { Clock } from '../clock.ts';
import type { FeedStore } from '../store/feed-store.ts';
import type { PartStyles } from '../style/styles.ts';

/** What a ticker lends to its campaign. */
export interface CampaignLent {
  readonly host: HTMLElement;
  readonly store: FeedStore;
  readonly server: string;
  readonly clock: Clock;
  /** That the site has set; undefined: the feed's. */
  readonly lang: string | undefined;
  /** Aborted when the ticker stops. */
  readonly signal: AbortSignal;
  readonly restyle: (part: PartStyles) => void;
}

/** Loads what shows a campaign from the server, as soon as the feed has one, or the element has one of before. */
export function showCampaign(lent: CampaignLent): void {
  const { store, host, server } = lent;
  const look = (): void => {
    if (!store.info || !(store.info.campaign ?? host.querySelector('.lt-campaign'))) return;
    undo();
    import(/* webpackIgnore: true */ /* @vite-ignore */ `${server}v1/campaign.js`).then(
      ({ default: show }: { readonly default: (lent: CampaignLent) => void }) => show(lent),
      // The ticker is whole without it.
      () => undefined,
    );
  };
  const undo = store.listen(look);
  look();
}
