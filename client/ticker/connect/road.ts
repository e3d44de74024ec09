import type {
  ByeMessage,
  Handshake,
  RefusedMessage,
  Subscription,
} from '../../../src/feed/wire.ts';
import type { FeedMessage } from './link.ts';

/** Everything a server says, by whatever road. */
export type Arrival =
  | FeedMessage
  | { readonly event: 'refused'; readonly body: RefusedMessage }
  | { readonly event: 'bye'; readonly body: ByeMessage };

export interface RoadEvents {
  readonly opened: () => void;
  /** It will not open, or is gone; a server that turned the reader away says why. Not told during opening. */
  readonly lost: (refusal?: RefusedMessage) => void;
  readonly heard: (arrival: Arrival) => void;
}

export interface OpenRoad {
  readonly send: (event: 'subscribe' | 'unsubscribe', subscription: Subscription) => void;
  readonly close: () => void;
}

/** Opens one way to a server, once: trying again is the caller's. The handshake is taken whenever it is sent. */
export type Road = (server: string, handshake: () => Handshake, events: RoadEvents) => OpenRoad;
