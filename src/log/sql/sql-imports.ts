import type { Transaction } from 'kysely';
import { v7 } from 'uuid';
import type { Actor } from '../../database/audit.ts';
import type { Database, Session } from '../../database/database.ts';
import type { FeedRow, Schema } from '../../database/schema.ts';
import type { Item } from '../../feed/item.ts';
import type { Command } from '../command.ts';
import { fingerprintOf, outcomeOf, planOf, type Known, type Plan } from '../import-plan.ts';
import {
  Imports,
  type ImportedItem,
  type ImportedWording,
  type ImportOutcome,
} from '../imports.ts';
import type { Appended } from '../log.ts';
import { noWords, wordedAnew } from '../worded-anew.ts';
import { appendLocked, lockFeed } from './append.ts';
import { feedRow } from './earlier-use.ts';
import { draftRow } from './draft-rows.ts';
import { entryAt } from './entry-at.ts';

export class SqlImports extends Imports {
  constructor(private readonly database: Database) {
    super();
  }

  put(feed: string, item: ImportedItem, by: Actor): Promise<ImportOutcome> {
    return this.database
      .write(async (tx) => {
        const row = await lockFeed(tx, this.database, feed);
        const known = await knownAs(tx, row, item);
        const plan = planOf(item, known);
        const work = new Putting(tx, this.database, feed, by);
        const id = known?.id ?? item.id ?? v7();
        await carryOut(work, plan, id, item);
        if (plan.kind !== 'leave') await remember(tx, feed, id, item, work.rev);
        return { kind: outcomeOf(plan), item: id, appended: work.appended };
      })
      .then((outcome) => {
        if (outcome.kind === 'removed') this.database.scrub();
        return outcome;
      });
  }

  foresee(feed: string, item: ImportedItem): Promise<ImportOutcome['kind']> {
    return this.database.read(async (tx) => {
      const known = await knownAs(tx, await feedRow(tx, feed), item);
      return outcomeOf(planOf(item, known));
    });
  }
}

async function carryOut(work: Putting, plan: Plan, id: string, item: ImportedItem): Promise<void> {
  switch (plan.kind) {
    case 'make': {
      const [first, ...others] = item.wordings;
      if (first === undefined || item.removedAt !== undefined) return work.bury(id, item);
      await work.post(id, item, first);
      return work.reword(id, { ...first.content, rev: 1, updatedAt: first.at }, others);
    }
    case 'add':
      return work.reword(id, plan.held, plan.wordings);
    case 'remove':
      return work.takeDown(id);
    case 'leave':
      return;
  }
}

type Before = Pick<Item, 'rev' | 'updatedAt' | 'images'>;

/** The changes of one item, in one transaction. */
class Putting {
  readonly appended: Appended[] = [];
  /** The revision that the import has left; 0 of what is removed. */
  rev = 0;

  constructor(
    private readonly tx: Transaction<Schema>,
    private readonly database: Database,
    private readonly feed: string,
    private readonly by: Actor,
  ) {}

  async post(id: string, item: ImportedItem, { at, content, markdown }: ImportedWording) {
    const { postedAt, placedAt } = item;
    const placed = placedAt === undefined ? {} : { placedAt };
    const times = { postedAt, ...placed, updatedAt: at };
    await this.append({ kind: 'post', id, content, markdown, times }, postedAt);
    this.rev = 1;
  }

  /** `before`: the wording before these; none of them is told to be older. */
  async reword(id: string, before: Before, wordings: readonly ImportedWording[]) {
    this.rev = before.rev;
    let { images } = before;
    for (const wording of wordings) {
      const at = wording.at > before.updatedAt ? wording.at : before.updatedAt;
      await this.append(wordedAnew(id, this.rev, wording, images !== undefined), at);
      this.rev += 1;
      ({ images } = wording.content);
    }
  }

  /** Its words are not here and never were: it comes as what stays of it. */
  async bury(id: string, item: ImportedItem): Promise<void> {
    const { postedAt, placedAt, removedAt = postedAt } = item;
    const placed = placedAt === undefined ? {} : { placedAt };
    const times = { postedAt, ...placed, updatedAt: postedAt, removedAt };
    await this.append({ kind: 'post', id, content: noWords, markdown: '', times }, postedAt);
  }

  async takeDown(id: string): Promise<void> {
    const reason = 'It is gone where it was imported from.';
    await this.append({ kind: 'takedown', id, reason });
    this.rev = 0;
  }

  private async append(command: Command, storyAt?: string): Promise<void> {
    const { tx, database, by } = this;
    const row = await lockFeed(tx, database, this.feed);
    this.appended.push(await appendLocked(tx, database, row, command, undefined, by, storyAt));
  }
}

/** What an item is here: by its external id, or by its own, which it keeps. */
async function knownAs(db: Session, feed: FeedRow, item: ImportedItem): Promise<Known | undefined> {
  const row = await db
    .selectFrom('external_ids')
    .select(['item', 'fingerprint'])
    .where('feed', '=', feed.slug)
    .where('id', '=', item.external.id)
    .executeTakeFirst();
  if (row !== undefined) {
    const { item: id, fingerprint } = row;
    return { id, fingerprint, entry: await entryAt(db, feed, id) };
  }
  if (item.id === undefined) return undefined;
  const entry = await entryAt(db, feed, item.id);
  const draft = entry === undefined ? await draftRow(db, feed.slug, item.id) : undefined;
  if (entry === undefined && draft === undefined) return undefined;
  return { id: item.id, fingerprint: '', entry };
}

async function remember(
  tx: Transaction<Schema>,
  feed: string,
  item: string,
  { external, wordings }: ImportedItem,
  rev: number,
): Promise<void> {
  const fingerprint = fingerprintOf(rev, wordings.length, external.digest);
  await tx
    .insertInto('external_ids')
    .values({ feed, id: external.id, item, fingerprint })
    .onConflict((conflict) => conflict.columns(['feed', 'id']).doUpdateSet({ fingerprint }))
    .execute();
}
