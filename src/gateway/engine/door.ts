import type { IncomingMessage } from 'node:http';

/** Whether a connection is accepted. A refusal carries the HTTP status and the `Retry-After` seconds of its answer. */
export type Entry =
  | { readonly kind: 'in'; readonly address: string }
  | {
      readonly kind: 'refused';
      readonly status: '429 Too Many Requests' | '503 Service Unavailable';
      readonly why: string;
      readonly afterSeconds: number;
    };

/** Whose connection it is: the address it counts by, the page's origin, and the host it asked for, as they came. */
export interface Guest {
  readonly address: string;
  readonly origin: string | undefined;
  readonly host: string | undefined;
}

/** Decides who comes in. Whoever did is counted until `leave` is called with the address of the entry, once. */
export abstract class Door {
  abstract enter(request: IncomingMessage): Entry;
  /** Counts a connection that another process has let in; false: its address has as many as it may. */
  abstract readmit(address: string): boolean;
  abstract leave(address: string): void;
}

/** Accepts every connection and counts none. */
export class OpenDoor extends Door {
  override enter(): Entry {
    return { kind: 'in', address: '' };
  }

  override readmit(): boolean {
    return true;
  }

  override leave(): void {}
}
