import type { Database } from '../../../src/database/database.ts';

/** Undoes what the migrations from 006 on have made. */
export async function forgetPeople(db: Database['db']): Promise<void> {
  await db.schema.dropIndex('idempotency_by_time').execute();
  await db.schema.dropIndex('changes_of_imports').execute();
  await db.schema.alterTable('changes').dropColumn('story_at').execute();
  await db.schema.dropIndex('changes_of_redactions').execute();
  await db.schema.dropIndex('sessions_by_person').execute();
  for (const name of ['id', 'person', 'opened_at', 'seen_at', 'agent']) {
    await db.schema.alterTable('sessions').dropColumn(name).execute();
  }
  for (const name of ['state', 'author', 'author_id', 'editor', 'note']) {
    await db.schema.alterTable('drafts').dropColumn(name).execute();
  }
  await db.schema.dropTable('search_words').ifExists().execute();
  for (const table of [
    'snippets',
    'campaign_counts',
    'site_campaign',
    'site_campaign_feeds',
    'media',
    'media_uses',
    'second_factors',
    'recovery_codes',
    'passkeys',
    'challenges',
    'identities',
    'kept_texts',
    'external_ids',
    'hooks',
    'hook_messages',
    'followers',
    'dead_letters',
    'network_posts',
    'network_intents',
    'reader_keys',
    'hub_requests',
    'upstreams',
    'wires',
    'wire_entries',
    'search_feeds',
    'search_items',
    'subscribers',
    'subscriptions',
    'mails',
    'push_browsers',
    'push_choices',
    'pushes',
    'push_services',
    'people',
    'invitations',
    'tokens',
    'audit',
  ]) {
    await db.schema.dropTable(table).execute();
  }
}
