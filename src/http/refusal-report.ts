/** What is refused that an operator should know of, and what the log says of it. */
const words = {
  connections:
    'An address met its limit (CONNECTIONS_PER_ADDRESS) and is refused more. If all readers come through a proxy, name it in ' +
    'TRUST_PROXY: otherwise they count as one address.',
  reads:
    'An address met its limit (READS_PER_ADDRESS) and is refused more. If all readers come through a proxy, name it in ' +
    'TRUST_PROXY: otherwise they count as one address.',
  admission: 'More connections come at once than an instance admits: they are told to come back.',
  origin: 'A site is refused a feed that is for others: see the sites (origins) in its settings.',
  key: 'A wrong token, password or code was given, and refused.',
  guesses: 'An address gave too many wrong tokens, passwords or codes, and is refused more.',
} as const;

export type RefusalReason = keyof typeof words;

const quietMs = 60_000;

/** One reason's refusals. */
interface Tally {
  all: number;
  /** Since the log named them last. */
  untold: number;
  toldMs: number;
}

/**
 * Counts what is refused, and logs each reason once a minute at most, with how often it came: a refusal per request would fill
 * the disk of who is attacked. Addresses, sites and names are not logged, to protect readers. Also the injection token.
 */
export class RefusalReport {
  private readonly tallies = new Map<RefusalReason, Tally>();

  /** `later` calls its work once, after the milliseconds, and keeps no process alive. */
  constructor(
    private readonly warn: (text: string) => void,
    private readonly clock: { readonly now: () => number },
    private readonly later: (work: () => void, ms: number) => void,
  ) {}

  /** How often each reason was met since the start. */
  get counts(): Readonly<Record<RefusalReason, number>> {
    const reasons = Object.keys(words) as RefusalReason[];
    const counted = reasons.map((reason) => [reason, this.tallies.get(reason)?.all ?? 0] as const);
    return Object.fromEntries(counted) as Record<RefusalReason, number>;
  }

  met(reason: RefusalReason): void {
    const tally = this.tallies.get(reason) ?? { all: 0, untold: 0, toldMs: -Infinity };
    this.tallies.set(reason, tally);
    tally.all += 1;
    tally.untold += 1;
    const now = this.clock.now();
    if (now - tally.toldMs >= quietMs) return this.tell(reason, tally, now);
    // The second of a minute begins the wait, at whose end all that came are named together.
    if (tally.untold === 1) {
      this.later(() => this.tell(reason, tally, this.clock.now()), tally.toldMs + quietMs - now);
    }
  }

  private tell(reason: RefusalReason, tally: Tally, now: number): void {
    if (tally.untold === 0) return;
    const times = tally.untold === 1 ? '' : ` (${tally.untold} times in the last minute)`;
    tally.untold = 0;
    tally.toldMs = now;
    this.warn(words[reason] + times);
  }
}

/** For parts that are tried by themselves. */
export const noReport: Pick<RefusalReport, 'met'> = { met: () => undefined };
