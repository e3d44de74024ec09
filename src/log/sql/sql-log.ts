import { isErasingKind } from '../../feed/change-kinds.ts';
import type { FeedInfo } from '../../feed/feed-info.ts';
import { Refusal } from '../../feed/refusal.ts';
import type { Command } from '../command.ts';
import type { DraftContent, DraftStep, NewDraft } from '../draft.ts';
import {
  Log,
  type EarlierUse,
  type FeedHead,
  type IdempotencyKey,
  type PageRequest,
  type Post,
  type Release,
} from '../log.ts';
import { appendIn } from './append.ts';
import { recordAct, type Actor } from '../../database/audit.ts';
import { randomTag, type Database } from '../../database/database.ts';
import { feedRow, readEarlierUse, rootOf } from './earlier-use.ts';
import { hasCreated, rememberUse } from './idempotency.ts';
import { recentEntries } from './recent-entries.ts';
import { tempo } from './tempo.ts';
import { headOf } from './rows.ts';
import { SqlDrafts } from './sql-drafts.ts';
import { SqlReleases } from './sql-releases.ts';
import { SqlReads } from './sql-reads.ts';

/** The log over SQL: the same statements on the embedded database and on PostgreSQL. */
export class SqlLog extends Log {
  private readonly reads: SqlReads;
  private readonly kept: SqlDrafts;
  private readonly releases: SqlReleases;

  constructor(private readonly database: Database) {
    super();
    this.reads = new SqlReads(database);
    this.kept = new SqlDrafts(database);
    this.releases = new SqlReleases(database);
  }

  async createFeed(
    feed: string,
    info: FeedInfo,
    key?: IdempotencyKey,
    by?: Actor,
  ): Promise<FeedHead> {
    const tag = randomTag();
    const written = JSON.stringify(info);
    const head = await this.database.write(async (tx) => {
      const row = await tx
        .insertInto('feeds')
        .values({
          slug: feed,
          epoch: randomTag(),
          head: 0,
          tag,
          root_tag: tag,
          info: written,
          root_info: written,
          pinned: null,
          last_at: this.database.now,
        })
        .onConflict((conflict) => conflict.column('slug').doNothing())
        .returningAll()
        .executeTakeFirst();
      if (row !== undefined) {
        if (key !== undefined)
          await rememberUse(tx, feed, key, { item: null, seq: 0, at: row.last_at });
        await recordAct(tx, this.database, by, { action: 'create', feed });
        return headOf(row);
      }
      const isRepeated = key !== undefined && (await hasCreated(tx, feed, key));
      return isRepeated ? rootOf(await feedRow(tx, feed)) : undefined;
    });
    if (head !== undefined) return head;
    throw new Refusal('feed_exists', `Choose another address than "${feed}".`, [
      { pointer: '/slug', detail: 'is taken' },
    ]);
  }

  earlierUse(feed: string, key: IdempotencyKey): Promise<EarlierUse | undefined> {
    return this.database.read((tx) => readEarlierUse(tx, feed, key));
  }

  async append(feed: string, command: Command, key?: IdempotencyKey, by?: Actor) {
    const appended = await this.database.write((tx) =>
      appendIn(tx, this.database, feed, command, key, by),
    );
    if (isErasingKind(command.kind)) this.database.scrub();
    return appended;
  }

  publish(feed: string, post: Post, key?: IdempotencyKey, by?: Actor) {
    return this.releases.publish(feed, post, key, by);
  }

  feeds() {
    return this.reads.feeds();
  }

  heads(feeds: readonly string[]) {
    return this.reads.heads(feeds);
  }

  read(feed: string, afterSeq: number, limit: number) {
    return this.reads.changes(feed, afterSeq, limit);
  }

  tagAt(feed: string, seq: number) {
    return this.reads.tagAt(feed, seq);
  }

  lastTakedown(feed: string) {
    return this.reads.lastTakedown(feed);
  }

  lastRewriting(feed: string) {
    return this.reads.lastRewriting(feed);
  }

  tail(feed: string, limit: number) {
    return this.reads.tail(feed, limit);
  }

  snapshot(feed: string) {
    return this.reads.snapshot(feed);
  }

  snapshotAt(feed: string, at: string, before?: string) {
    return this.reads.snapshotAt(feed, at, before);
  }

  items(feed: string, page: PageRequest) {
    return this.reads.items(feed, page);
  }

  recent(feeds: readonly string[], since: string, page: Pick<PageRequest, 'before' | 'limit'>) {
    return recentEntries(this.database, feeds, since, page);
  }

  tempo(feed: string) {
    return tempo(this.database, feed);
  }

  entry(feed: string, id: string) {
    return this.reads.entry(feed, id);
  }

  history(feed: string, id: string) {
    return this.reads.history(feed, id);
  }

  wordings(feed: string, id: string) {
    return this.reads.wordings(feed, id);
  }

  source(feed: string, id: string) {
    return this.reads.source(feed, id);
  }

  keepDraft(feed: string, content: NewDraft, key?: IdempotencyKey, by?: Actor) {
    return this.kept.keep(feed, content, key, by);
  }

  drafts(feed: string) {
    return this.kept.list(feed);
  }

  draft(feed: string, id: string) {
    return this.kept.find(feed, id);
  }

  changeDraft(
    feed: string,
    id: string,
    rev: number,
    content: DraftContent,
    key?: IdempotencyKey,
    by?: Actor,
  ) {
    return this.kept.change(feed, id, rev, content, key, by);
  }

  stepDraft(
    feed: string,
    id: string,
    rev: number,
    step: DraftStep,
    key?: IdempotencyKey,
    by?: Actor,
  ) {
    return this.kept.step(feed, id, rev, step, key, by);
  }

  discardDraft(feed: string, id: string, rev?: number, key?: IdempotencyKey, by?: Actor) {
    return this.kept.discard(feed, id, rev, key, by);
  }

  releaseDraft(feed: string, id: string, release?: Release) {
    return this.releases.release(feed, id, release);
  }

  releaseDue(feed: string, id: string, by?: Actor) {
    return this.releases.releaseDue(feed, id, by);
  }

  recall(feed: string, id: string, key?: IdempotencyKey, by?: Actor) {
    return this.releases.recall(feed, id, key, by);
  }

  dueDrafts(limit: number) {
    return this.releases.due(limit);
  }

  time() {
    return this.database.time();
  }

  ping() {
    return this.reads.ping();
  }

  get writeFault() {
    return this.database.writing.fault;
  }

  close() {
    return this.database.close();
  }
}
