/** How long a round may take its time over: how many schedules, from which seed on, in how many processes. */
export interface Options {
  readonly schedules: number;
  readonly seed: number;
  readonly workers: number;
  /** How long the soak lasts; 0: not at all. */
  readonly soakMinutes: number;
  /** How long one address does all it can. */
  readonly attackMinutes: number;
}

/** A line of the table. */
export interface Row {
  readonly fault: string;
  readonly rounds: number;
  /** Readers' views that were held against the log. */
  readonly views: number;
  /** Rounds in which a view was wrong, or a promise was broken on the way. */
  readonly wrong: number;
  /** From the end of the fault until the last view was right. */
  readonly worstHealMs: number;
  /** Something is switched off to see that it is noticed: here it is wrong when nothing is. */
  readonly isProof?: true;
  /** What was measured, for who reads the table. */
  readonly note?: string;
  /** The first that was wrong, and how to see it again. */
  readonly example?: string;
}

/** One kind of fault, lived through again and again. Every file in `rounds/` exports one as `round`. */
export interface Round {
  readonly name: string;
  readonly run: (options: Options) => Promise<readonly Row[]>;
}
