import { readOptions } from '../feed/embed/embed-options.ts';
import { Refusal, type InputFault } from '../feed/refusal.ts';
import type { PageRequest } from '../log/log.ts';

/** What a reader asks of a feed's list of items. */
export interface ItemsQuery extends PageRequest {
  /** "key", "breaking", "tag:storm" or "byline:A. Reporter". */
  readonly filter?: string;
}

/** Throws `invalid_input` with every problem. Empty means absent. */
export function parseItemsQuery(asked: Readonly<Record<string, unknown>>): ItemsQuery {
  const faults: InputFault[] = [];
  const given = Object.entries(asked).filter(([, value]) => value !== '');
  const query: Readonly<Record<string, unknown>> = Object.fromEntries(given);
  const { before, after, limit = '20', key = 'false', order = 'newest' } = query;
  const count = typeof limit === 'string' && /^\d{1,3}$/.test(limit) ? Number(limit) : NaN;
  if (!(count >= 1 && count <= 100)) {
    faults.push({ pointer: '/limit', detail: 'must be a whole number from 1 to 100' });
  }
  const isKey = key === 'true' || key === '1';
  if (!isKey && key !== 'false' && key !== '0') {
    faults.push({ pointer: '/key', detail: 'must be true or false' });
  }
  if (order !== 'newest' && order !== 'oldest') {
    faults.push({ pointer: '/order', detail: 'must be newest or oldest' });
  }
  const { filter } = readOptions({ filter: query['filter'] });
  if (query['filter'] !== undefined && filter === undefined) {
    faults.push({ pointer: '/filter', detail: 'must be key, breaking, tag:x or byline:x' });
  }
  // A cursor leads on in one order only, so that a link cannot turn back by mistake.
  const [cursor, other] = order === 'oldest' ? [after, before] : [before, after];
  const [name, otherName] = order === 'oldest' ? ['after', 'before'] : ['before', 'after'];
  if (cursor !== undefined && typeof cursor !== 'string') {
    faults.push({ pointer: `/${name}`, detail: 'must be one cursor' });
  }
  if (other !== undefined) {
    const detail = `goes with the other order: send the cursor as "${name}"`;
    faults.push({ pointer: `/${otherName}`, detail });
  }
  if (faults.length > 0) throw new Refusal('invalid_input', 'The query cannot be used.', faults);
  return {
    limit: count,
    key: isKey,
    ...(order === 'oldest' ? { order } : {}),
    ...(filter === undefined ? {} : { filter }),
    ...(typeof cursor === 'string' ? { before: cursor } : {}),
  };
}
