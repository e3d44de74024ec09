import { isRecord } from '../../feed/shape.ts';
import type { Mark } from '../../log/read-shapes.ts';
import { maxTailChanges, Tail } from '../../log/tail.ts';
import { changeIn, jsonIn, snapshotIn } from '../answers.ts';
import { replayed, type Kept } from './loading.ts';

/** Of the form below. */
const version = 1;

/** What is kept of a feed, for a file. */
export function textOf({ tail, mark }: Kept): string {
  const changes = tail.latest(maxTailChanges);
  return JSON.stringify({ version, snapshot: tail.snapshot, changes, mark });
}

/** The same, read again. Throws for what is of another version, or damaged. */
export function keptIn(text: string, feed: string): Kept {
  const told = jsonIn(text);
  if (!isRecord(told) || told['version'] !== version) throw new Error('Of another version.');
  const { snapshot } = snapshotIn(told['snapshot'], feed);
  const rows = Array.isArray(told['changes']) ? told['changes'] : [];
  const changes = rows.map((row: unknown) => changeIn(row, feed));
  return { tail: Tail.of(snapshot, replayed(snapshot, changes)), mark: markIn(told['mark']) };
}

function markIn(value: unknown): Mark | undefined {
  if (value === undefined) return undefined;
  const { seq, tag } = isRecord(value) ? value : {};
  if (typeof seq !== 'number' || typeof tag !== 'string') throw new Error('This is no mark.');
  return { seq, tag };
}
