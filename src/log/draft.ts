import type { Actor } from '../database/audit.ts';
import type { DraftState } from '../database/schema.ts';
import type { ItemContent } from '../feed/item.ts';
import type { ExternalId } from './external-id.ts';
import type { IdempotencyKey } from './idempotency-key.ts';

export interface DraftContent {
  readonly content: ItemContent;
  readonly markdown: string;
  /** The instant of publishing (RFC 3339, UTC); without it, the draft waits until somebody publishes it. */
  readonly embargo?: string;
}

/** A draft to be stored. Under an external id that was used before, the earlier item is answered. */
export interface NewDraft extends DraftContent {
  readonly external?: ExternalId | undefined;
}

/** A draft or embargoed item, which no reader may see yet. */
export interface Draft extends DraftContent {
  readonly id: string;
  readonly rev: number;
  readonly updatedAt: string;
  /** Of an embargoed item `draft`: it goes out by itself, as does what is `held`, whose `embargo` says when. */
  readonly state: DraftState;
  /** Who wrote it, named as of then; `id` of the person or token. Undefined where that was not written down. */
  readonly author?: { readonly name: string; readonly id?: string };
  /** The name of who changed it last. */
  readonly editor?: string;
  /** What an editor said who returned it. */
  readonly note?: string;
}

/** A step of a draft on its way to readers: to the editors, or back to its author with what is to be done. */
export type DraftStep =
  | { readonly kind: 'submit' }
  | { readonly kind: 'return'; readonly note: string };

/** An item to be published. Under an external id that was used before, the earlier item is answered. */
export interface Post extends Omit<NewDraft, 'embargo'> {
  readonly id: string;
}

/** How a draft is released. Without a revision, the draft is released as it is. */
export interface Release {
  readonly rev?: number;
  /** A last change of the draft, made in the same transaction. */
  readonly content?: DraftContent;
  readonly key?: IdempotencyKey;
  readonly by?: Actor;
}
