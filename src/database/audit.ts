import type { Transaction } from 'kysely';
import { v7 } from 'uuid';
import type { ActName } from '../feed/act-name.ts';
import type { Database } from './database.ts';
import type { Schema } from './schema.ts';

/** Who acts: a person, a token, or the server itself. */
export interface Actor {
  readonly name: string;
  /** The id of the person or the API token; undefined for who has neither. */
  readonly person?: string;
  /** From where; undefined for the server itself. */
  readonly address?: string;
}

/** The server itself, which publishes what is due. */
export const theServer: Actor = { name: 'Dateline' };

/** What was done. Never a text: what an item said is in its wordings, which a takedown reaches. */
export interface Act {
  readonly action: ActName;
  readonly feed?: string;
  /** The id of the item or draft. */
  readonly item?: string;
  /** Of the change in the feed's log. */
  readonly seq?: number;
  /** The name of the person, invitation or token that was acted on, and its role. */
  readonly about?: string;
}

/**
 * Writes down who did what, in the transaction that does it: what is done is written down, and nothing else is. Nothing is
 * written down where nobody is named.
 */
export async function recordAct(
  tx: Transaction<Schema>,
  { now }: Pick<Database, 'now'>,
  by: Actor | undefined,
  { action, feed, item, seq, about }: Act,
): Promise<void> {
  if (by === undefined) return;
  await tx
    .insertInto('audit')
    .values({
      id: v7(),
      at: now,
      name: by.name,
      person: by.person ?? null,
      address: by.address ?? null,
      action,
      feed: feed ?? null,
      item: item ?? null,
      seq: seq ?? null,
      about: about ?? null,
    })
    .execute();
}
