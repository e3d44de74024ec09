/** What readers are asked to take part in, and how far it has come. */
export interface Campaign {
  readonly text: string;
  /** Above 0, at most `maxCount`. */
  readonly goal: number;
  /** 0 to `maxCount`; above the goal, it is reached. */
  readonly count: number;
  /** What is counted, as the language has it behind the goal: "members". */
  readonly unit: string;
  readonly link?: string;
  readonly linkText?: string;
  /** From then on no reader is shown it (RFC 3339, UTC, milliseconds). */
  readonly until?: string;
  /** The count only goes up. */
  readonly monotone?: boolean;
  /** It is the site's, for every feed that has none of its own. */
  readonly site?: true;
}

/** The largest number that may be counted: 10^12. */
export const maxCount = 1e12;

/** The campaign that is shown at a time of the server's (ms since 1970): none, once it is over. */
export function campaignAt(
  { campaign }: { readonly campaign?: Campaign },
  nowMs: number,
): Campaign | undefined {
  return campaign !== undefined && nowMs < untilMs(campaign) ? campaign : undefined;
}

/** When a campaign is over (ms since 1970); without an end, never. */
export function untilMs({ until }: Pick<Campaign, 'until'>): number {
  return until === undefined ? Infinity : Date.parse(until);
}
