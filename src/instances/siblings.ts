/** One instance's metrics, as prom-client's `getMetricsAsJSON` writes them. */
export interface Told {
  /** 1, 2, 3 …: kept by the process that takes its place. */
  readonly number: number;
  readonly metrics: unknown;
}

/** What the instances of one machine told of themselves. */
export interface Gathered {
  readonly told: readonly Told[];
  /** How many of them told nothing in time: stuck, or just being replaced. */
  readonly silent: number;
  /** What the parent has counted; undefined when it did not answer. */
  readonly parent: { readonly replaced: number; readonly dropped: number } | undefined;
}

/** The instances on this machine that share its port, this one among them. The injection token, too. */
export abstract class Siblings {
  /** What all of them tell; undefined for an instance that is alone. Takes 2 s at the most. */
  abstract gather(): Promise<Gathered | undefined>;

  /** What this instance tells when one of them gathers. */
  abstract tellWith(tell: () => Promise<unknown>): void;
}

/** Of an instance that is alone on its port. */
export class NoSiblings extends Siblings {
  async gather(): Promise<undefined> {}

  tellWith(): void {}
}
