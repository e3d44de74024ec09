import { sql, type Kysely } from 'kysely';
import { DEFAULT_MIGRATION_TABLE, Migrator } from 'kysely/migration';
import { isEmbedded } from '../is-embedded.ts';
import { reasonOf } from '../unavailable.ts';
import { theLog } from './001-010/001-the-log.ts';
import { signIn } from './001-010/002-sign-in.ts';
import { keepThePast } from './001-010/003-the-past.ts';
import { whatOpenedASession } from './001-010/004-what-opened-a-session.ts';
import { remarks } from './001-010/005-remarks.ts';
import { people } from './001-010/006-people.ts';
import { draftsAndTheQueue } from './001-010/007-drafts-and-the-queue.ts';
import { secondFactors } from './001-010/008-second-factors.ts';
import { media } from './001-010/009-media.ts';
import { passkeys } from './001-010/010-passkeys.ts';
import { redactions } from './011-020/011-redactions.ts';
import { identities } from './011-020/012-identities.ts';
import { keptTexts } from './011-020/013-kept-texts.ts';
import { snippets } from './011-020/014-snippets.ts';
import { externalIds } from './011-020/015-external-ids.ts';
import { hooks } from './011-020/016-hooks.ts';
import { colorsOfPictures } from './011-020/017-colors-of-pictures.ts';
import { followers } from './011-020/018-followers.ts';
import { networkPosts } from './011-020/019-network-posts.ts';
import { search } from './011-020/020-search.ts';
import { campaignCounts } from './021-030/021-campaign-counts.ts';
import { subscribers } from './021-030/022-subscribers.ts';
import { siteCampaign } from './021-030/023-site-campaign.ts';
import { oneMailFollower } from './021-030/024-one-mail-follower.ts';
import { storyTimes } from './021-030/025-story-times.ts';
import { push } from './021-030/026-push.ts';
import { hub } from './021-030/027-hub.ts';
import { upstreams } from './021-030/028-upstreams.ts';
import { wires } from './021-030/029-wires.ts';
import { networkIntents } from './021-030/030-network-intents.ts';
import { keysByTime } from './031-040/031-keys-by-time.ts';
import { readerKeys } from './031-040/032-reader-keys.ts';

/** The migrations in order. One that has been released is never edited. */
const migrations: Readonly<Record<string, (db: Kysely<unknown>) => Promise<void>>> = {
  '001-the-log': theLog,
  '002-sign-in': signIn,
  '003-the-past': keepThePast,
  '004-what-opened-a-session': whatOpenedASession,
  '005-remarks': remarks,
  '006-people': people,
  '007-drafts-and-the-queue': draftsAndTheQueue,
  '008-second-factors': secondFactors,
  '009-media': media,
  '010-passkeys': passkeys,
  '011-redactions': redactions,
  '012-identities': identities,
  '013-kept-texts': keptTexts,
  '014-snippets': snippets,
  '015-external-ids': externalIds,
  '016-hooks': hooks,
  '017-colors-of-pictures': colorsOfPictures,
  '018-followers': followers,
  '019-network-posts': networkPosts,
  '020-search': search,
  '021-campaign-counts': campaignCounts,
  '022-subscribers': subscribers,
  '023-site-campaign': siteCampaign,
  '024-one-mail-follower': oneMailFollower,
  '025-story-times': storyTimes,
  '026-push': push,
  '027-hub': hub,
  '028-upstreams': upstreams,
  '029-wires': wires,
  '030-network-intents': networkIntents,
  '031-keys-by-time': keysByTime,
  '032-reader-keys': readerKeys,
};

/** The names of all migrations, in order. */
export const migrationNames: readonly string[] = Object.keys(migrations);

/** The migrations that a database has had, in order; none for an empty one. Throws where it cannot be reached. */
export async function migrationsOf(db: Kysely<never>): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from ${sql.table(DEFAULT_MIGRATION_TABLE)}`.execute(db);
  return rows.map(({ name }) => name).sort();
}

/** Makes the tables of a release of before in an empty database: those of its migrations, which are the first of ours. */
export async function migrateThrough(db: Kysely<never>, names: readonly string[]): Promise<void> {
  const steps = Object.entries(migrations).filter(([name]) => names.includes(name));
  await run(db, steps);
}

/** The lock that earlier releases take while they migrate, too (Kysely's). */
const migrationLock = '3853314791062309107';

/**
 * Runs the missing migrations. Many instances may call it at once: one runs them, and the others wait. Throws where there are
 * migrations of a later release.
 */
export async function migrate(db: Kysely<never>): Promise<void> {
  const had = await migrationsHad(db);
  if (had.join() === migrationNames.join()) return;
  const later = had.find((name) => !migrationNames.includes(name));
  if (later !== undefined) {
    throw new Error(
      `the database is of a later release (it has had ${later}). Start that release or a later one, or restore a backup of before`,
    );
  }
  const steps = Object.entries(migrations);
  if (isEmbedded(db)) return run(db, steps);
  // All of it in one transaction, the lock as well: a pooler may give each transaction another session.
  await db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${sql.raw(migrationLock)})`.execute(tx);
    await run(tx, steps);
  });
}

async function run(
  db: Kysely<never>,
  steps: readonly (readonly [string, (db: Kysely<unknown>) => Promise<void>])[],
): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: {
      getMigrations: async () => Object.fromEntries(steps.map(([name, up]) => [name, { up }])),
    },
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}

/** To know what is missing, the migrator looks at each table and column: this asks for their names alone. */
async function migrationsHad(db: Kysely<never>): Promise<readonly string[]> {
  try {
    return await migrationsOf(db);
  } catch (error) {
    if (reasonOf(error) !== undefined) throw error;
    // An empty database has no such table.
    return [];
  }
}
