import type { Transaction } from 'kysely';
import type { Actor } from '../../../database/audit.ts';
import { later, type Database } from '../../../database/database.ts';
import type { CampaignCountRow } from '../../../database/rows/campaign-rows.ts';
import type { Schema } from '../../../database/schema.ts';
import { Refusal } from '../../../feed/refusal.ts';
import { demandNotLower } from '../../campaign/campaign-count.ts';
import { CampaignCounts, type Counted } from '../../campaign/campaign-counts.ts';
import type { Appended } from '../../log.ts';
import { appendLocked, lockFeed, type LockedFeed } from '../append.ts';
import { headOf } from '../rows.ts';

export class SqlCampaignCounts extends CampaignCounts {
  constructor(
    private readonly database: Database,
    /** For so long after a change that tells a count no other one does. */
    private readonly everySeconds = 5,
  ) {
    super();
  }

  set(feed: string, count: number, by?: Actor): Promise<Counted> {
    return this.database.write(async (tx) => {
      const row = await lockFeed(tx, this.database, feed);
      const { campaign } = headOf(row).info;
      if (campaign === undefined) {
        throw new Refusal('not_found', 'This feed has no campaign. Set one in the feed first.');
      }
      if (campaign.site === true) {
        throw new Refusal(
          'not_found',
          'This feed shows the campaign of the site. Count that: PUT /api/v1/campaign/count.',
        );
      }
      const kept = await this.kept(tx, feed);
      const known = Number(kept?.untold ?? campaign.count);
      if (campaign.monotone === true) demandNotLower(count, known, '/count');
      if (count === known) return { count };
      if (kept === undefined || kept.free_at <= row.now) {
        return { count, appended: await this.append(tx, row, count, by) };
      }
      const untold = { untold: String(count), by: by === undefined ? null : JSON.stringify(by) };
      await tx.updateTable('campaign_counts').set(untold).where('feed', '=', feed).execute();
      return { count };
    });
  }

  async due(limit: number): Promise<readonly string[]> {
    const rows = await this.database.run((db) =>
      db
        .selectFrom('campaign_counts')
        .select('feed')
        .where('untold', 'is not', null)
        .where('free_at', '<=', this.database.now)
        .orderBy('free_at')
        .limit(limit)
        .execute(),
    );
    return rows.map(({ feed }) => feed);
  }

  tell(feed: string): Promise<Appended | undefined> {
    return this.database.write(async (tx) => {
      const row = await lockFeed(tx, this.database, feed);
      const kept = await this.kept(tx, feed);
      if (kept === undefined || kept.untold === null || kept.free_at > row.now) return undefined;
      const by = kept.by === null ? undefined : (JSON.parse(kept.by) as Actor);
      return this.append(tx, row, Number(kept.untold), by);
    });
  }

  private kept(tx: Transaction<Schema>, feed: string): Promise<CampaignCountRow | undefined> {
    return tx.selectFrom('campaign_counts').selectAll().where('feed', '=', feed).executeTakeFirst();
  }

  /** Undefined where the campaign was taken away meanwhile, which takes its count along. */
  private async append(
    tx: Transaction<Schema>,
    row: LockedFeed,
    count: number,
    by: Actor | undefined,
  ): Promise<Appended | undefined> {
    const { campaign } = headOf(row).info;
    if (campaign === undefined) return undefined;
    const patch = { campaign: { ...campaign, count } };
    const appended = await appendLocked(
      tx,
      this.database,
      row,
      { kind: 'feed', patch },
      undefined,
      by,
    );
    const free = { untold: null, by: null, free_at: later(row.now, this.everySeconds) };
    await tx
      .insertInto('campaign_counts')
      .values({ feed: row.slug, ...free })
      .onConflict((conflict) => conflict.column('feed').doUpdateSet(free))
      .execute();
    return appended;
  }
}
