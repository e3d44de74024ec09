import type { Database } from '../database/database.ts';
import type { AuditRow } from '../database/schema.ts';
import { Refusal } from '../feed/refusal.ts';
import { folded } from './sql-people-rules.ts';
import { Audit, type AuditEntry, type AuditPage, type AuditQuery } from './audit.ts';

export class SqlAudit extends Audit {
  constructor(private readonly database: Database) {
    super();
  }

  async page(asked: AuditQuery): Promise<AuditPage> {
    const { feed, person, action, item, from, until, before, limit } = asked;
    const edge = before === undefined ? undefined : parseCursor(before);
    const id = person === undefined ? undefined : await this.idOf(person);
    const rows = await this.database.run((db) =>
      db
        .selectFrom('audit')
        .selectAll()
        .$if(feed !== undefined, (query) => query.where('feed', '=', feed ?? ''))
        .$if(action !== undefined, (query) => query.where('action', '=', action ?? ''))
        .$if(item !== undefined, (query) => query.where('item', '=', item ?? ''))
        .$if(from !== undefined, (query) => query.where('at', '>=', from ?? ''))
        .$if(until !== undefined, (query) => query.where('at', '<=', until ?? ''))
        .$if(person !== undefined, (query) =>
          query.where((where) =>
            where.or([where('name', '=', person ?? ''), where('person', '=', id ?? '')]),
          ),
        )
        .$if(edge !== undefined, (query) =>
          query.where((where) =>
            where(where.refTuple('at', 'id'), '<', where.tuple(edge?.at ?? '', edge?.id ?? '')),
          ),
        )
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit + 1)
        .execute(),
    );
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    const next = rows.length > limit && last !== undefined ? `${last.at}_${last.id}` : null;
    return { acts: shown.map(entryOf), next };
  }

  private async idOf(name: string): Promise<string | undefined> {
    const row = await this.database.run((db) =>
      db.selectFrom('people').select('id').where('folded', '=', folded(name)).executeTakeFirst(),
    );
    return row?.id;
  }
}

function parseCursor(cursor: string): Pick<AuditRow, 'at' | 'id'> {
  const [, at, id] = /^(\d{4}-[\d:.T-]+Z)_([\w-]{36})$/.exec(cursor) ?? [];
  if (at !== undefined && id !== undefined) return { at, id };
  throw new Refusal('invalid_input', 'Take the cursor from "next" of an answer.', [
    { pointer: '/before', detail: 'is no cursor of this list' },
  ]);
}

function entryOf(row: AuditRow): AuditEntry {
  const { id, at, name, action } = row;
  const more = Object.entries(row).filter(([, value]) => value !== null);
  return { ...Object.fromEntries(more), id, at, name, action };
}
