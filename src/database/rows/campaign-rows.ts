/** The latest count of a feed's campaign, as long as no change tells it. */
export interface CampaignCountRow {
  feed: string;
  /** A whole number as text, which both databases hold alike up to 10^12. Null: a change tells it. */
  untold: string | null;
  /** JSON: who counted it; null where nobody is named. */
  by: string | null;
  /** From when on a change may tell a count. */
  free_at: string;
}

/** The campaign of the site: always one row. */
export interface SiteCampaignRow {
  /** Counts what feeds are to show, from 0. */
  version: number;
  /** JSON: the campaign, with the count that feeds are to show; null where there is none. */
  campaign: string | null;
  /** As in `CampaignCountRow`, of the next version. */
  untold: string | null;
  by: string | null;
  free_at: string;
}

/** Which version of the site's campaign a feed knows, whether or not it shows it. */
export interface SiteCampaignFeedRow {
  feed: string;
  version: number;
}
