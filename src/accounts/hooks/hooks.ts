import type { Actor } from '../../database/audit.ts';

export type HookKind = 'slack' | 'telegram';

/** What a hook may be: its messages are drafts for the queue, or published. */
export const hookRoles = ['reporter', 'editor'] as const;
export type HookRole = (typeof hookRoles)[number];

export interface NewHook {
  readonly kind: HookKind;
  readonly name: string;
  readonly feed: string;
  readonly role: HookRole;
  /** The channel or chat whose messages count, by its id or its @name: others may be written to by anybody. */
  readonly chat: string;
  /** The bylines of senders, by their ids. */
  readonly names: Readonly<Record<string, string>>;
  /** Whether other senders have the name that they have in the chat for a byline. */
  readonly ownNames: boolean;
}

/** An inbound webhook, by which a chat writes into a feed; without its secrets. */
export interface Hook extends NewHook {
  readonly id: string;
  /** Who made it. */
  readonly by: string;
  readonly createdAt: string;
  readonly usedAt?: string;
}

/** A hook that a token names, to be proved by its signature. */
export interface FoundHook extends Hook {
  /** What signatures are checked with: of Slack the signing secret, of Telegram a hash. */
  readonly proof: string;
  /** The database's time. */
  readonly now: string;
}

/** What became of a message, as the hook left it: whoever has changed it since has made another revision. */
export interface HookMessage {
  readonly item: string;
  readonly kind: 'draft' | 'item';
  readonly rev: number;
}

/** What a chat wanted and did not get, for the audit. */
export type LeftAct = 'leave chat edit' | 'leave chat deletion';

/** Inbound webhooks, by the hash of the token in their address. */
export abstract class Hooks {
  /** The newest first. */
  abstract list(): Promise<readonly Hook[]>;

  abstract add(hash: string, hook: NewHook, proof: string, by: Actor): Promise<Hook>;

  abstract find(hash: string): Promise<FoundHook | undefined>;

  /** Notes the use of a hook that was proved, once a minute. */
  abstract used(hook: FoundHook): Promise<void>;

  /** Its items and drafts stay. False where there is none. */
  abstract remove(id: string, by: Actor): Promise<boolean>;

  abstract message(hook: string, message: string): Promise<HookMessage | undefined>;

  /** Remembers what a message became; an earlier note only where `isChange`. */
  abstract note(
    hook: string,
    message: string,
    became: HookMessage,
    isChange: boolean,
  ): Promise<void>;

  /** Writes into the audit that an item was left as it is. */
  abstract left(act: LeftAct, feed: string, item: string, by: Actor): Promise<void>;
}
