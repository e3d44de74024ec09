import type {
  ByeMessage,
  Handshake,
  RefusedMessage,
  Subscription,
} from '../../../src/feed/messages.ts';
import type { FeedMessage } from './link.ts';

/** Every message of a server, the same on every road. */
export type Arrival =
  | FeedMessage
  | { readonly event: 'refused'; readonly body: RefusedMessage }
  | { readonly event: 'bye'; readonly body: ByeMessage };

export interface RoadEvents {
  readonly opened: () => void;
  /**
   * The road did not open, or was lost. `refusal`: the server's reason. Never called before the opening call returns.
   */
  readonly lost: (refusal?: RefusedMessage) => void;
  readonly heard: (arrival: Arrival) => void;
}

export interface OpenRoad {
  readonly send: (event: 'subscribe' | 'unsubscribe', subscription: Subscription) => void;
  readonly close: () => void;
}

/** Opens one way to a server, once; the caller tries again. `handshake` is called each time a handshake is sent. */
export type Road = (server: string, handshake: () => Handshake, events: RoadEvents) => OpenRoad;
