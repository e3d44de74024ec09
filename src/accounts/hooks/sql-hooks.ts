import { v7 } from 'uuid';
import { recordAct, type Actor } from '../../database/audit.ts';
import type { Database } from '../../database/database.ts';
import type { HookRow } from '../../database/rows/hook-rows.ts';
import { isWorthNoting } from '../last-used.ts';
import {
  Hooks,
  type FoundHook,
  type Hook,
  type HookMessage,
  type LeftAct,
  type NewHook,
} from './hooks.ts';

export class SqlHooks extends Hooks {
  constructor(private readonly database: Database) {
    super();
  }

  async list(): Promise<readonly Hook[]> {
    const rows = await this.database.run((db) =>
      db.selectFrom('hooks').selectAll().orderBy('id', 'desc').execute(),
    );
    return rows.map(hookOf);
  }

  async add(hash: string, hook: NewHook, proof: string, by: Actor): Promise<Hook> {
    const { kind, name, feed, role, chat, names, ownNames } = hook;
    const row: HookRow = {
      hash,
      id: v7(),
      kind,
      name,
      feed,
      role,
      chat,
      names: JSON.stringify(names),
      own_names: ownNames ? 1 : 0,
      proof,
      by: by.name,
      created_at: await this.database.time(),
      used_at: null,
    };
    await this.database.write(async (tx) => {
      await tx.insertInto('hooks').values(row).execute();
      await recordAct(tx, this.database, by, { action: 'make hook', feed, about: aboutOf(row) });
    });
    return hookOf(row);
  }

  async find(hash: string): Promise<FoundHook | undefined> {
    const row = await this.database.run((db) =>
      db
        .selectFrom('hooks')
        .selectAll()
        .select(this.database.now.as('now'))
        .where('hash', '=', hash)
        .executeTakeFirst(),
    );
    return row === undefined ? undefined : { ...hookOf(row), proof: row.proof, now: row.now };
  }

  async used({ id, usedAt, now }: FoundHook): Promise<void> {
    if (!isWorthNoting(usedAt ?? null, now)) return;
    await this.database.write((tx) =>
      tx.updateTable('hooks').set({ used_at: now }).where('id', '=', id).execute(),
    );
  }

  remove(id: string, by: Actor): Promise<boolean> {
    return this.database.write(async (tx) => {
      const [gone] = await tx.deleteFrom('hooks').where('id', '=', id).returningAll().execute();
      if (gone === undefined) return false;
      await tx.deleteFrom('hook_messages').where('hook', '=', id).execute();
      const act = { action: 'remove hook', feed: gone.feed, about: aboutOf(gone) } as const;
      await recordAct(tx, this.database, by, act);
      return true;
    });
  }

  message(hook: string, message: string): Promise<HookMessage | undefined> {
    return this.database.run((db) =>
      db
        .selectFrom('hook_messages')
        .select(['item', 'kind', 'rev'])
        .where('hook', '=', hook)
        .where('message', '=', message)
        .executeTakeFirst(),
    );
  }

  async note(hook: string, message: string, became: HookMessage, isChange: boolean): Promise<void> {
    const { item, kind, rev } = became;
    await this.database.write((tx) =>
      tx
        .insertInto('hook_messages')
        .values({ hook, message, item, kind, rev })
        .onConflict((conflict) => {
          const known = conflict.columns(['hook', 'message']);
          return isChange ? known.doUpdateSet({ item, kind, rev }) : known.doNothing();
        })
        .execute(),
    );
  }

  async left(action: LeftAct, feed: string, item: string, by: Actor): Promise<void> {
    await this.database.write((tx) => recordAct(tx, this.database, by, { action, feed, item }));
  }
}

function aboutOf({ name, role }: Pick<HookRow, 'name' | 'role'>): string {
  return `${name}, ${role}`;
}

function hookOf({ id, kind, name, feed, role, chat, by, ...row }: HookRow): Hook {
  return {
    id,
    kind,
    name,
    feed,
    role,
    chat,
    names: JSON.parse(row.names) as Hook['names'],
    ownNames: row.own_names === 1,
    by,
    createdAt: row.created_at,
    ...(row.used_at === null ? {} : { usedAt: row.used_at }),
  };
}
