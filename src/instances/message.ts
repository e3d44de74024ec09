import type { PipeMessage } from '../bus/exchange.ts';
import type { Gathered } from './siblings.ts';

/** Where an instance serves. */
export interface Serving {
  readonly url: string;
  readonly port: number;
  /** Made by the first instance alone, and only without ADMIN_TOKEN. */
  readonly signInUrl: string | undefined;
}

/** A message of the bus that is passed on. */
interface OfTheBus {
  readonly kind: 'bus';
  readonly message: PipeMessage;
}

/** A reader's connection on its way to a successor; its handle comes with the message. Only instances look into it. */
interface HandedOver {
  readonly kind: 'reader';
  readonly question: number;
  readonly reader: unknown;
}

/** Messages from an instance to the parent. */
export type ToParent =
  | OfTheBus
  | HandedOver
  /** A successor is prepared: it could serve, and waits for the port. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'serving'; readonly serving: Serving }
  /** Answers `tell-port`, with the handle that this instance listens on. */
  | { readonly kind: 'port'; readonly question: number }
  | { readonly kind: 'gather'; readonly question: number }
  | { readonly kind: 'metrics'; readonly question: number; readonly metrics: unknown };

/** Messages from the parent to an instance. */
export type ToInstance =
  | OfTheBus
  | HandedOver
  /** A connection that was opened before any instance served; its handle comes with it. */
  | { readonly kind: 'newcomer' }
  | { readonly kind: 'tell-port'; readonly question: number }
  /** To a successor that is ready: the handle to listen on; without one it opens the port itself. */
  | { readonly kind: 'take-port' }
  /** The successor serves: hand the readers over, send the others away, and end. */
  | { readonly kind: 'leave' }
  /** Answers `reader`: whether the successor was sent it. */
  | { readonly kind: 'passed'; readonly question: number; readonly isPassed: boolean }
  | { readonly kind: 'tell-metrics'; readonly question: number }
  | { readonly kind: 'gathered'; readonly question: number; readonly gathered: Gathered };
