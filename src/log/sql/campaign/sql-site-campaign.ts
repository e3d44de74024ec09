import type { Transaction } from 'kysely';
import { recordAct, type Actor } from '../../../database/audit.ts';
import { later, type Database } from '../../../database/database.ts';
import type { SiteCampaignRow } from '../../../database/rows/campaign-rows.ts';
import type { Schema } from '../../../database/schema.ts';
import { campaignAt, type Campaign } from '../../../feed/campaign/campaign.ts';
import { Refusal } from '../../../feed/refusal.ts';
import { campaignAfter, demandNotLower } from '../../campaign/campaign-count.ts';
import { SiteCampaign } from '../../campaign/site-campaign.ts';
import type { CampaignPatch } from '../../command.ts';
import type { Appended } from '../../log.ts';
import { appendLocked, lockFeed } from '../append.ts';
import { headOf } from '../rows.ts';
import { rememberSiteCampaign } from './site-campaign-feeds.ts';

/** With very many feeds a count still reaches each of them in this time. */
const longestSeconds = 300;

export class SqlSiteCampaign extends SiteCampaign {
  constructor(
    private readonly database: Database,
    /** For so long after counts were told no others are; at least a second for each feed. */
    private readonly everySeconds = 5,
  ) {
    super();
  }

  async present(): Promise<Campaign | undefined> {
    return latestOf(await this.read());
  }

  replace(wanted: CampaignPatch | null, by: Actor): Promise<Campaign | undefined> {
    return this.database.write(async (tx) => {
      const row = await lockRow(tx);
      const before = latestOf(row);
      if (wanted === null && before === undefined) return undefined;
      const campaign = wanted === null ? undefined : campaignAfter(before, wanted, undefined);
      await next(tx, row, campaign, row.free_at);
      await recordAct(tx, this.database, by, { action: 'change site campaign' });
      return campaign;
    });
  }

  count(count: number, by: Actor): Promise<number> {
    return this.database.write(async (tx) => {
      const latest = latestOf(await lockRow(tx));
      if (latest === undefined) {
        throw new Refusal('not_found', 'The site has no campaign. Set one first.');
      }
      if (latest.monotone === true) demandNotLower(count, latest.count, '/count');
      if (count === latest.count) return count;
      const untold = { untold: String(count), by: JSON.stringify(by) };
      await tx.updateTable('site_campaign').set(untold).execute();
      return count;
    });
  }

  async due(limit: number): Promise<readonly string[]> {
    const { version, untold } = await this.read();
    if (version === 0) return [];
    if (untold !== null) await this.nextCount();
    const rows = await this.database.run((db) =>
      db
        .selectFrom('feeds')
        .leftJoin('site_campaign_feeds as told', 'told.feed', 'feeds.slug')
        .select('feeds.slug')
        .where((where) =>
          where.or([
            where('told.version', 'is', null),
            where('told.version', '<', where.selectFrom('site_campaign').select('version')),
          ]),
        )
        .limit(limit)
        .execute(),
    );
    return rows.map(({ slug }) => slug);
  }

  tell(feed: string): Promise<Appended | undefined> {
    return this.database.write(async (tx) => {
      const row = await lockFeed(tx, this.database, feed);
      const { version, campaign } = await tx
        .selectFrom('site_campaign')
        .selectAll()
        .executeTakeFirstOrThrow();
      const shown = headOf(row).info.campaign;
      const shared = campaign === null ? undefined : (JSON.parse(campaign) as Campaign);
      const wanted: CampaignPatch | null = shared === undefined ? null : { ...shared, site: true };
      const hasOwn =
        shown?.site !== true && campaignAt(headOf(row).info, Date.parse(row.now)) !== undefined;
      const isTold = JSON.stringify(shown ?? null) === JSON.stringify(wanted);
      const command = { kind: 'feed', patch: { campaign: wanted } } as const;
      const isNothing = hasOwn || isTold || (wanted === null && shown?.site !== true);
      const appended = isNothing ? undefined : await appendLocked(tx, this.database, row, command);
      await rememberSiteCampaign(tx, feed, version);
      return appended;
    });
  }

  private read(): Promise<SiteCampaignRow> {
    return this.database.run((db) =>
      db.selectFrom('site_campaign').selectAll().executeTakeFirstOrThrow(),
    );
  }

  /** Makes the count that waits the next version, where its time has come. */
  private nextCount(): Promise<void> {
    return this.database.write(async (tx) => {
      const row = await lockRow(tx);
      const { now, feeds } = await tx
        .selectFrom('feeds')
        .select((select) => [this.database.now.as('now'), select.fn.countAll().as('feeds')])
        .executeTakeFirstOrThrow();
      if (row.untold === null || row.free_at > now) return;
      const seconds = Math.min(longestSeconds, Math.max(this.everySeconds, Number(feeds)));
      await next(tx, row, latestOf(row), later(now, seconds));
      const by = row.by === null ? undefined : (JSON.parse(row.by) as Actor);
      await recordAct(tx, this.database, by, { action: 'count site campaign' });
    });
  }
}

function latestOf({ campaign, untold }: SiteCampaignRow): Campaign | undefined {
  if (campaign === null) return undefined;
  const told = JSON.parse(campaign) as Campaign;
  return untold === null ? told : { ...told, count: Number(untold) };
}

/** Locks the row for this transaction. */
function lockRow(tx: Transaction<Schema>): Promise<SiteCampaignRow> {
  return tx
    .updateTable('site_campaign')
    .set((update) => ({ version: update.ref('version') }))
    .returningAll()
    .executeTakeFirstOrThrow();
}

async function next(
  tx: Transaction<Schema>,
  { version }: SiteCampaignRow,
  campaign: Campaign | undefined,
  free: string,
): Promise<void> {
  const told = campaign === undefined ? null : JSON.stringify(campaign);
  await tx
    .updateTable('site_campaign')
    .set({ version: version + 1, campaign: told, untold: null, by: null, free_at: free })
    .execute();
}
