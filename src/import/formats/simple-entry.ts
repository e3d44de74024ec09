import { isRecord } from '../../feed/shape.ts';
import { fieldsOf, type ReadHtml } from '../html/read-html.ts';
import { plain } from '../html/pictures.ts';
import type { Loss } from '../told/losses.ts';
import type { ToldEntry, ToldFields } from '../told/told.ts';

interface Simple {
  readonly externalId: string;
  readonly postedAt: unknown;
  /** The time of the last change; where it is unknown, none. */
  readonly updatedAt?: unknown;
  readonly headline?: string;
  readonly readings: readonly ReadHtml[];
  readonly more?: ToldFields & { readonly losses?: readonly Loss[] };
  readonly losses?: readonly Loss[];
}

/** An entry of a source that tells its latest wording alone. */
export function simpleEntry(simple: Simple): ToldEntry {
  const { externalId, postedAt, updatedAt, headline = '', readings, more = {} } = simple;
  const read = fieldsOf(readings, withoutLosses(more));
  const title = plain(headline);
  const fields = { ...(title !== '' && { headline: title }), ...read.fields };
  return {
    kind: 'entry',
    externalId,
    postedAt,
    wordings: [{ kind: 'post', at: updatedAt ?? postedAt, fields }],
    losses: [...new Set([...read.losses, ...(simple.losses ?? [])])],
    faults: read.faults,
  };
}

export function goneEntry(externalId: string, postedAt: unknown, removedAt: unknown): ToldEntry {
  return { kind: 'entry', externalId, postedAt, removedAt, wordings: [] };
}

function withoutLosses({ losses: _losses, ...fields }: ToldFields): ToldFields {
  return fields;
}

/** A picture between two parts of a text has no place there: what of a source of parts is to be said. */
export function amongParts(readings: readonly ReadHtml[]): readonly Loss[] {
  const first = readings.findIndex(({ body }) => body.length > 0);
  const last = readings.findLastIndex(({ body }) => body.length > 0);
  const isAmong = readings.slice(first + 1, last).some(({ images }) => images.length > 0);
  return isAmong ? ['place of pictures'] : [];
}

/** A string, or the text of an object that has it under a name. */
export function textUnder(value: unknown, name: string): string {
  if (typeof value === 'string') return value;
  const inner = isRecord(value) ? value[name] : undefined;
  return typeof inner === 'string' ? inner : '';
}
