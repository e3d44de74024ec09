import { campaignAt } from '../../feed/campaign/campaign.ts';
import type { Snapshot } from '../../feed/snapshot.ts';

/** What is drawn of a snapshot at a time (ms since 1970): without its campaign, once that is over. */
export function shownNow(snapshot: Snapshot, nowMs: number): Snapshot {
  const { campaign, ...info } = snapshot.info;
  const isOver = campaign !== undefined && campaignAt(snapshot.info, nowMs) === undefined;
  return isOver ? { ...snapshot, info } : snapshot;
}

/** Part of the mark of a drawn page: when the campaign is over, the page is drawn anew, though no change came. */
export function campaignMark({ info }: Snapshot): string {
  return info.campaign === undefined ? '' : '+';
}
