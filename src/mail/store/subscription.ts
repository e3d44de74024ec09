import type { Position } from '../../feed/position.ts';

/** What can be subscribed to: breaking news at once, or a digest a day at an hour. */
export type Wish =
  | { readonly list: 'breaking' }
  | { readonly list: 'daily'; readonly hour: number; readonly zone: string };

/** `complained`: its reader told their provider that it is unwanted. */
export type EndReason = 'unsubscribed' | 'bounced' | 'complained';

/** A subscription, without the address. */
export interface Subscription {
  readonly id: string;
  readonly subscriber: string;
  readonly feed: string;
  readonly list: 'breaking' | 'daily';
  /** Of the daily digest. */
  readonly hour: number | undefined;
  /** IANA. */
  readonly zone: string | undefined;
  readonly state: 'pending' | 'active' | 'ended';
  /** RFC 3339, UTC, as all times here. */
  readonly confirmUntil: string;
  readonly confirmedAt: string | undefined;
  /** Up to where digests have told the log. */
  readonly position: Position | undefined;
}

/** A mail that waits, taken by an instance, and whom it is for. */
export interface WaitingMail {
  readonly id: string;
  readonly kind: 'confirm' | 'breaking' | 'daily';
  /** The item; of a digest, and of a mail to confirm, its time. */
  readonly key: string;
  readonly tries: number;
  readonly subscription: Subscription;
  /** Undefined: it was encrypted with another key. */
  readonly address: string | undefined;
  /** Refusals of the address in a row. */
  readonly bounces: number;
}

/** How many have subscribed to a feed. Never who. */
export interface MailCounts {
  readonly breaking: number;
  readonly daily: number;
  readonly pending: number;
  readonly ended: number;
  /** Mails that wait to be sent. */
  readonly waiting: number;
  /** Since when the oldest of these waits (RFC 3339, UTC). */
  readonly oldestAt?: string;
  /** Mails that were refused for good, in the last week. */
  readonly refused: number;
}

/** The mails of all feeds. */
export interface MailQueue {
  readonly waiting: number;
  /** How long the oldest of these has waited; 0 where there is none. */
  readonly oldestSeconds: number;
  /** Refused for good, in the last week. */
  readonly refused: number;
}
