import type { Campaign } from '../../feed/campaign/campaign.ts';
import { Refusal } from '../../feed/refusal.ts';
import type { CampaignPatch } from '../command.ts';

/**
 * The campaign after a change of the feed. Without a count in it, the latest one stays, also where no change tells it yet
 * (`untold`). Throws `invalid_input` for a lower count, where it only goes up before and after.
 */
export function campaignAfter(
  before: Campaign | undefined,
  wanted: CampaignPatch,
  untold: number | undefined,
): Campaign {
  // A campaign of the site is counted elsewhere: nothing of it goes on in the feed's own, nor the other way round.
  const own = before?.site === true || wanted.site === true ? undefined : before;
  const known = untold ?? own?.count ?? 0;
  const count = wanted.count ?? known;
  const onlyUp = own?.monotone === true && wanted.monotone === true;
  if (onlyUp) demandNotLower(count, known, '/campaign/count');
  return { ...wanted, count };
}

export function demandNotLower(count: number, known: number, pointer: string): void {
  if (count >= known) return;
  throw new Refusal('invalid_input', `Nothing was changed: ${known} are counted already.`, [
    {
      pointer,
      detail: `must be at least ${known}: the count of this campaign only goes up (monotone)`,
    },
  ]);
}
