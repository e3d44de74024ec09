/** A mail that can be sent: everything in it is drawn. */
export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The same whenever the same mail is sent, so that a mailbox can tell a second copy. Without brackets. */
  readonly messageId: string;
  /** Names the list, for filters of the reader (RFC 2919). */
  readonly listId: string;
  /** Where one POST ends the subscription (RFC 8058); a mail to confirm has none. */
  readonly unsubscribe?: string;
}

/**
 * What became of a mail. `down`: the server cannot be reached, or takes nothing of ours now. `again`: it does not take this
 * mail now. `refused`: it does not take this address; `forGood`: because there is no such one. `never`: it does not take this mail.
 */
export type Delivery =
  | { readonly kind: 'sent' }
  | { readonly kind: 'down' | 'again' | 'never'; readonly reason: string }
  | { readonly kind: 'refused'; readonly forGood: boolean };

/** Mails that are under way at the same time. One more would wait, with its words, for its turn. */
export const maxUnderWay = 5;

/** The way mails go out. Also the injection token. */
export abstract class MailServer {
  /** Sends one mail, once. Throws nothing that a server can bring about. No reason has an address in it. */
  abstract send(letter: Letter): Promise<Delivery>;

  abstract close(): void;
}
