/** What a PubSub tells. */
export interface PubSubEvents {
  readonly message: (channel: string, message: string) => void;
  readonly error: (error: Error) => void;
}

/**
 * Publishing and subscribing over Redis, whichever form it has. Connects in the background, and anew after every loss;
 * messages may be lost meanwhile.
 */
export abstract class PubSub {
  /** Channels of this process alone, subscribed as well: a message that comes back on each proves all channels. */
  abstract readonly probes: readonly string[];

  /** Rejects when Redis cannot be reached, or does not answer in time. */
  abstract publish(channel: string, message: string): Promise<unknown>;

  /** False while an attempt to connect is running, which has its own deadline. */
  abstract readonly isReady: boolean;

  /** Whether all channels are subscribed, so that what is published can come back: false from a loss until then. */
  abstract readonly isSubscribed: boolean;

  /** Closes every connection, and connects anew. To be called only while it is ready. */
  abstract connectAnew(): void;

  abstract close(): void;
}
