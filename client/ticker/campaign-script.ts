import { CampaignBar } from './campaign/campaign-bar.ts';
import type { CampaignLent } from './loaded/load-campaign.ts';
import campaignCss from './style/campaign.css';

/** What a ticker loads where its feed has a campaign. */
export default function show(lent: CampaignLent): void {
  lent.restyle({ itemCss: campaignCss, chromeCss: '' });
  new CampaignBar(lent).show();
}
