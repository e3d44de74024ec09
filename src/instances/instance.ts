import type { Pipe } from '../bus/exchange.ts';
import type { Handle } from './ipc-channel.ts';

/** How an instance ended. */
export interface End {
  /** For the operator. */
  readonly how: string;
  /** The process ended as a signal to end asks for. */
  readonly isInOrder: boolean;
  readonly hadServed: boolean;
  readonly livedMs: number;
}

/** Takes a reader's connection; false: it could not be sent there. The handle stays the giver's to close. */
export type TakeReader = (reader: unknown, handle: Handle) => Promise<boolean>;

/** An instance as its parent sees it: a process of its own, or the parent itself. */
export interface Instance {
  /** 1, 2, 3 … A replacement or successor gets the same number. */
  readonly number: number;
  /** The pipe to the instance's bus. */
  readonly pipe: Pipe;
  readonly isServing: boolean;
  /** The number of messages that were dropped because the instance read too slowly. */
  readonly dropped: number;
  readonly ended: Promise<End>;
  /** The metrics; undefined when it does not serve, or does not answer in time. */
  readonly metrics: (patienceMs: number) => Promise<unknown>;
  /** Calls `use` with the handle that the instance listens on, without one when it tells none in time. */
  readonly lendPort: (use: (handle: Handle | undefined) => Promise<void>) => Promise<void>;
  /** Stops to listen, hands the readers over, sends the others away, and ends. */
  readonly leave: (to: TakeReader) => void;
  /** Sends the readers away, and ends. */
  readonly drain: () => void;
  readonly kill: () => void;
}
