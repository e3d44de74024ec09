import type { RelayMessage } from '../bus/relay.ts';
import type { Gathered } from './siblings.ts';

/** Where an instance serves. */
export interface Serving {
  readonly url: string;
  readonly port: number;
  /** Made by the first one alone, and only where no ADMIN_TOKEN is set. */
  readonly signInUrl: string | undefined;
}

/** The word of others, passed on. */
interface Relayed {
  readonly kind: 'relay';
  readonly message: RelayMessage;
}

/** What an instance says to the parent. */
export type ToParent =
  | Relayed
  | { readonly kind: 'serving'; readonly serving: Serving }
  | { readonly kind: 'gather'; readonly question: number }
  | { readonly kind: 'metrics'; readonly question: number; readonly metrics: unknown };

/** What the parent says to an instance. */
export type ToInstance =
  | Relayed
  | { readonly kind: 'tell-metrics'; readonly question: number }
  | { readonly kind: 'gathered'; readonly question: number; readonly gathered: Gathered };
