import type { RelayMessage } from '../bus/relay.ts';
import type { Gathered } from './siblings.ts';

/** Where an instance serves. */
export interface Serving {
  readonly url: string;
  readonly port: number;
  /** Made by the first instance alone, and only without ADMIN_TOKEN. */
  readonly signInUrl: string | undefined;
}

/** A message of the bus that is passed on. */
interface Relayed {
  readonly kind: 'relay';
  readonly message: RelayMessage;
}

/** Messages from an instance to the parent. */
export type ToParent =
  | Relayed
  | { readonly kind: 'serving'; readonly serving: Serving }
  | { readonly kind: 'gather'; readonly question: number }
  | { readonly kind: 'metrics'; readonly question: number; readonly metrics: unknown };

/** Messages from the parent to an instance. */
export type ToInstance =
  | Relayed
  | { readonly kind: 'tell-metrics'; readonly question: number }
  | { readonly kind: 'gathered'; readonly question: number; readonly gathered: Gathered };
