import type { Transaction } from 'kysely';
import type { Actor } from '../../../database/audit.ts';
import type { Database } from '../../../database/database.ts';
import type { Schema } from '../../../database/schema.ts';
import type { UpstreamRow } from '../../../database/rows/follower-rows.ts';
import { positionOf, samePosition, type Position } from '../../../feed/position.ts';
import { followPlan, type FollowPlan, type KnownHere } from '../../upstreams/follow-plan.ts';
import {
  contentDigest,
  parseFollowMark,
  writeFollowMark,
  type FollowMark,
} from '../../upstreams/follow-mark.ts';
import type { ToldChange } from '../../upstreams/told-change.ts';
import type { FoundUpstream } from '../../upstreams/upstream.ts';
import type { Followed, FollowStep } from '../../upstreams/upstream-leases.ts';
import { lockFeed, type LockedFeed } from '../append.ts';
import { draftRow } from '../draft-rows.ts';
import { entryAt } from '../entry-at.ts';
import { draftOf } from '../rows.ts';
import { FollowWork, type Left } from './follow-work.ts';
import { externalStart } from './upstream-row.ts';

/** Logs that an item may have come through. */
const maxPath = 8;
/** Of words that are gone. */
const noDigest = '-';

/** Carries out a step of an upstream, in the caller's transaction (see UpstreamLeases.follow). */
export async function followIn(
  tx: Transaction<Schema>,
  database: Database,
  upstream: FoundUpstream,
  holder: string,
  from: Position,
  { told, position }: FollowStep,
  mostDrafts: number,
): Promise<Followed> {
  const row = await lockFeed(tx, database, upstream.feed);
  const own = await lockUpstream(tx, upstream, holder);
  if (own === undefined || !samePosition(own, from)) return { kind: 'lost' };
  const by: Actor = { name: `From ${own.name}` };
  const work = new FollowWork(tx, database, row, own.name, by);
  const refused = told && (await refusalOf(tx, told));
  let plan: FollowPlan = { kind: 'pass' };
  if (told !== undefined && (refused === undefined || told.kind === 'unusable')) {
    const known = await knownHere(tx, row, upstream, told.id);
    plan = followPlan(told, known, own.mode, isTaken(told, own));
    if (plan.kind === 'keep draft' && (await countDrafts(tx, row)) >= mostDrafts) {
      return { kind: 'full' };
    }
    const left = await work.carryOut(plan, told);
    if (plan.kind !== 'pass') await mark(tx, row, upstream, told, known?.mark, plan, left);
  }
  if (position !== undefined || refused !== undefined) {
    await tx
      .updateTable('upstreams')
      .set({
        ...(position !== undefined && positionOf(position)),
        ...(refused !== undefined && { skipped: own.skipped + 1, skipped_reason: refused }),
      })
      .where('id', '=', upstream.id)
      .execute();
  }
  const { appended, draft } = work;
  const erases = erasing.has(plan.kind) || (told?.kind === 'wording' && told.change === 'redact');
  return { kind: 'done', appended, erases, ...(draft !== undefined && { draft }) };
}

const erasing: ReadonlySet<FollowPlan['kind']> = new Set([
  'take down',
  'discard draft',
  'change draft',
  'erase earlier',
]);

/** The row, locked for this transaction, while this instance has its lease and people have not changed it. */
function lockUpstream(
  tx: Transaction<Schema>,
  { id, rev }: FoundUpstream,
  holder: string,
): Promise<UpstreamRow | undefined> {
  return tx
    .updateTable('upstreams')
    .set((update) => ({ rev: update.ref('rev') }))
    .where('id', '=', id)
    .where('rev', '=', rev)
    .where('lease', '=', holder)
    .where('state', '=', 'running')
    .returningAll()
    .executeTakeFirst();
}

/** Why a change is not taken; undefined where it is. */
async function refusalOf(tx: Transaction<Schema>, told: ToldChange): Promise<string | undefined> {
  if (told.kind === 'unusable') return told.reason;
  if (told.kind !== 'wording') return undefined;
  const { path = [] } = told.content.origin ?? {};
  if (path.length > maxPath) return 'It came through too many newsrooms.';
  if (path.length === 0) return undefined;
  const own = await tx
    .selectFrom('feeds')
    .select('slug')
    .where('epoch', 'in', path)
    .executeTakeFirst();
  return own === undefined ? undefined : 'It comes from this server.';
}

async function countDrafts(tx: Transaction<Schema>, row: LockedFeed): Promise<number> {
  const { count } = await tx
    .selectFrom('drafts')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('feed', '=', row.slug)
    .executeTakeFirstOrThrow();
  return count;
}

/** Whether an item that is not known yet is taken: an old one only where the past is. */
function isTaken(told: ToldChange, { since }: UpstreamRow): boolean {
  if (told.kind !== 'wording') return since === null;
  return since === null || (told.isState === true ? told.postedAt >= since : told.rev === 1);
}

async function knownHere(
  tx: Transaction<Schema>,
  row: LockedFeed,
  { url }: FoundUpstream,
  id: string,
): Promise<KnownHere | undefined> {
  const named = await tx
    .selectFrom('external_ids')
    .select('fingerprint')
    .where('feed', '=', row.slug)
    .where('id', '=', externalStart(url) + id)
    .executeTakeFirst();
  const entry = await entryAt(tx, row, id);
  const draft = await draftRow(tx, row.slug, id);
  if (named === undefined && entry === undefined && draft === undefined) return undefined;
  const known = named === undefined ? undefined : parseFollowMark(named.fingerprint);
  return { mark: known, entry, draft: draft && draftOf(draft) };
}

/** Writes down what is told of an item and what is left of it here. */
async function mark(
  tx: Transaction<Schema>,
  row: LockedFeed,
  { url }: FoundUpstream,
  told: ToldChange,
  before: FollowMark | undefined,
  plan: FollowPlan,
  left: Left | undefined,
): Promise<void> {
  const isGone = plan.kind === 'take down' || plan.kind === 'discard draft' || plan.kind === 'bury';
  const base = before ?? { as: 'item', rev: 0, toldRev: 0, digest: noDigest, isKept: false };
  const isKept = plan.kind === 'note' ? plan.isKept : plan.kind === 'erase earlier';
  const now: FollowMark = {
    ...base,
    ...(left !== undefined && {
      as: left.as,
      rev: left.rev,
      digest: contentDigest(left.content),
    }),
    ...(isGone && { digest: noDigest }),
    toldRev: told.kind === 'wording' ? told.rev : base.toldRev,
    isKept: !isGone && isKept,
  };
  const fingerprint = writeFollowMark(now);
  await tx
    .insertInto('external_ids')
    .values({ feed: row.slug, id: externalStart(url) + told.id, item: told.id, fingerprint })
    .onConflict((conflict) => conflict.columns(['feed', 'id']).doUpdateSet({ fingerprint }))
    .execute();
}
