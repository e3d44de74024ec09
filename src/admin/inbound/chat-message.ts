import type { Body } from '../../feed/body.ts';

/** How a run of text is written in a chat. */
export interface Marks {
  readonly strong?: boolean;
  readonly emphasis?: boolean;
  readonly deleted?: boolean;
  readonly code?: boolean;
  readonly link?: string;
  /** Of a whole line: a quotation, or a block of code. */
  readonly quote?: boolean;
  readonly block?: boolean;
}

/** A piece of a message that is written in one way. It may have line breaks. */
export interface Run extends Marks {
  readonly text: string;
}

export interface ChatMessage {
  /** What the chat calls it: the same for all that happens to it. */
  readonly id: string;
  readonly sender?: { readonly id: string; readonly name?: string };
  readonly body: Body;
}

/** What happened in a chat. `nothing`: what no feed needs. */
export type ChatEvent =
  | { readonly kind: 'said'; readonly message: ChatMessage }
  | { readonly kind: 'edited'; readonly message: ChatMessage }
  | { readonly kind: 'deleted'; readonly id: string }
  | { readonly kind: 'nothing' };

/** An event, and the name under which the chat sends it again until it is answered. */
export interface Delivery {
  readonly id: string;
  readonly event: ChatEvent;
}

export const nothing: ChatEvent = { kind: 'nothing' };
