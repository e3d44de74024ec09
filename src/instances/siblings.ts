/** One instance's metrics, as prom-client's `getMetricsAsJSON` writes them. */
export interface Told {
  /** The instance's number: 1, 2, 3 … A replacement gets the same number. */
  readonly number: number;
  readonly metrics: unknown;
}

/** The metrics of the instances of one machine. */
export interface Gathered {
  readonly told: readonly Told[];
  /** How many instances did not answer in time: they hang, or are being replaced. */
  readonly silent: number;
  /** What the parent has counted; undefined when it did not answer. */
  readonly parent: { readonly replaced: number; readonly dropped: number } | undefined;
}

/** The instances of this machine on one port, this one included. Also the injection token. */
export abstract class Siblings {
  /** The metrics of all instances; undefined for an instance that is alone. Takes 2 s at most. */
  abstract gather(): Promise<Gathered | undefined>;

  /** Sets the function that collects this instance's metrics for the others. */
  abstract tellWith(tell: () => Promise<unknown>): void;
}

/** For an instance that is alone on its port. */
export class NoSiblings extends Siblings {
  async gather(): Promise<undefined> {}

  tellWith(): void {}
}
