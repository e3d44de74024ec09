/** The length of rounds: how many schedules, from which seed on, in how many processes. */
export interface Options {
  readonly schedules: number;
  readonly seed: number;
  readonly workers: number;
  /** How long the soak lasts; 0: not at all. */
  readonly soakMinutes: number;
  /** The embedded default, or two instances on a PostgreSQL and a Redis. */
  readonly soakOn: 'embedded' | 'two';
  /** Where the rows of the soak are written to while it runs. */
  readonly soakFile: string;
  /** How long one address does all it can. */
  readonly attackMinutes: number;
  /** Of the round of relays (2,000 without this) and of the soak (10,000), in one process. */
  readonly readers?: number;
  /** A file of texts to post, a JSON string a line, in place of the demo's. */
  readonly texts?: string;
}

/** A line of the table. */
export interface Row {
  readonly fault: string;
  readonly rounds: number;
  /** Readers' views that were compared with the log. */
  readonly views: number;
  /** Rounds in which a view was wrong, or a promise was broken on the way. */
  readonly wrong: number;
  /** From the end of the fault until the last view was right. */
  readonly worstHealMs: number;
  /** A part of the design is switched off, and the round must find it: here a row without a fault is wrong. */
  readonly isProof?: true;
  /** What was measured, for who reads the table. */
  readonly note?: string;
  /** The first fault, and how to reproduce it. */
  readonly example?: string;
}

/** One kind of fault, repeated many times. Every file in `rounds/` exports one as `round`. */
export interface Round {
  readonly name: string;
  readonly run: (options: Options) => Promise<readonly Row[]>;
}
