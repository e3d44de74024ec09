import type { Database } from '../../database/database.ts';
import type { Entry } from '../../feed/item.ts';
import { isTombstone } from '../../feed/item.ts';
import { Refusal } from '../../feed/refusal.ts';
import type { Fields } from '../../feed/shape.ts';
import { lockPerson, type Writing } from '../sql-people-rules.ts';
import { keptBounds, KeptTexts, type KeptText, type Place } from './kept-texts.ts';

export class SqlKeptTexts extends KeptTexts {
  constructor(private readonly database: Database) {
    super();
  }

  async list(person: string): Promise<readonly KeptText[]> {
    const rows = await this.database.run((db) =>
      db
        .selectFrom('kept_texts')
        .select(['name', 'value', 'at'])
        .where('person', '=', person)
        .orderBy('at', 'desc')
        .orderBy('name')
        .execute(),
    );
    return rows.map(({ name, value, at }) => ({ name, value: JSON.parse(value) as Fields, at }));
  }

  async keep(person: string, name: string, place: Place, value: Fields): Promise<void> {
    const text = JSON.stringify(value);
    await this.database.write(async (tx) => {
      await lockPerson(tx, person);
      await refuseErased(tx, place);
      await refuseTooMany(tx, person, name, text.length);
      const row = { value: text, size: text.length, at: this.database.now };
      await tx
        .insertInto('kept_texts')
        .values({ person, name, feed: place.feed, item: place.item ?? null, ...row })
        .onConflict((conflict) => conflict.columns(['person', 'name']).doUpdateSet(row))
        .execute();
    });
  }

  async drop(person: string, name: string): Promise<void> {
    await this.database.write((tx) =>
      tx
        .deleteFrom('kept_texts')
        .where('person', '=', person)
        .where('name', '=', name)
        .executeTakeFirst(),
    );
    this.database.scrub();
  }
}

/** Holds the item's row: a takedown that comes at the same time is either seen here, or drops what is kept here. */
async function refuseErased(tx: Writing, { feed, item }: Place): Promise<void> {
  if (item === undefined) return;
  const row = await tx
    .updateTable('items')
    .set((update) => ({ id: update.ref('id') }))
    .where('feed', '=', feed)
    .where('id', '=', item)
    .returning('entry')
    .executeTakeFirst();
  if (row === undefined) return;
  const entry = JSON.parse(row.entry) as Entry;
  const onDevice = 'An unsent text about it may quote it, and stays on your device alone.';
  if (isTombstone(entry)) throw new Refusal('taken_down', onDevice);
  if (entry.remarks?.some(({ kind }) => kind === 'redact') === true) {
    throw new Refusal('words_erased', onDevice);
  }
}

async function refuseTooMany(tx: Writing, person: string, name: string, size: number) {
  const others = await tx
    .selectFrom('kept_texts')
    .select('size')
    .where('person', '=', person)
    .where('name', '!=', name)
    .execute();
  const characters = others.reduce((sum, other) => sum + other.size, size);
  if (others.length < keptBounds.texts && characters <= keptBounds.characters) return;
  throw new Refusal(
    'too_many_texts',
    `${others.length} of your texts are kept here. Send or discard some: this one is on your device alone.`,
  );
}
