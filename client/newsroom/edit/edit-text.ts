import { isRecord, type Fields } from '../../../src/feed/shape.ts';
import {
  emptyFields,
  mergeFields,
  parseFields,
  patchOf,
  sameFields,
  type ItemFields,
} from '../fields/item-fields.ts';

/** A wording of an item as the server has it. */
export interface Wording {
  readonly rev: number;
  readonly fields: ItemFields;
  /** The note of its latest correction. */
  readonly note?: string;
}

/** A text beside the form: nothing that was typed or published is lost to a conflict. */
export interface Beside {
  readonly title: string;
  readonly fields: ItemFields;
}

/** What an item's form holds. */
export interface EditText extends Beside {
  /** The wording it started from: `fields` differ from it where the editor changed something. */
  readonly base: ItemFields;
  /** The revision of that wording; 0: it comes from another form, and is still to be laid on a wording. */
  readonly rev: number;
  readonly note: string;
  readonly beside: readonly Beside[];
  readonly isRestored: boolean;
}

export function fresh({ rev, fields }: Wording): EditText {
  return { title: 'Your text', base: fields, rev, fields, note: '', beside: [], isRestored: false };
}

/** The editor's text laid on a newer wording: fields only the other editor touched are theirs. */
export function against(text: EditText, current: Wording): EditText {
  const theirs = { title: `As it stands now, revision ${current.rev}`, fields: current.fields };
  return {
    ...text,
    base: current.fields,
    rev: current.rev,
    fields: mergeFields(text.base, text.fields, current.fields),
    beside: [theirs, ...text.beside],
  };
}

/** A text from another form laid on the wording of this one: both are shown where they differ. */
export function settled(text: EditText, current: Wording): EditText {
  if (!sameFields(text.base, current.fields)) return against(text, current);
  return { ...text, base: current.fields, rev: current.rev, isRestored: false };
}

export function swapped(text: EditText, index: number): EditText {
  const chosen = text.beside[index];
  if (chosen === undefined) return text;
  const mine = { title: text.title, fields: text.fields };
  return {
    ...text,
    title: chosen.title,
    fields: chosen.fields,
    beside: text.beside.map((one, at) => (at === index ? mine : one)),
  };
}

/** Whether a save whose answer was lost has arrived: what stands there is what was sent. */
export function hasLanded(text: EditText, current: Wording): boolean {
  const isSame = Object.keys(patchOf(current.fields, text.fields)).length === 0;
  return (
    isSame &&
    current.fields.embargo === text.fields.embargo &&
    current.fields.embargoTurn === text.fields.embargoTurn &&
    (text.note === '' || current.note === text.note)
  );
}

export function isTouched(text: EditText): boolean {
  return text.note !== '' || text.beside.length > 0 || !sameFields(text.base, text.fields);
}

/** A text that came out of storage, if it can be read. */
export function parseText(kept: Fields | undefined): EditText | undefined {
  if (kept === undefined || typeof kept['rev'] !== 'number') return undefined;
  const beside = Array.isArray(kept['beside']) ? kept['beside'] : [];
  return {
    title: titleOf(kept['title']),
    base: fieldsFrom(kept['base']),
    rev: kept['rev'],
    fields: fieldsFrom(kept['fields']),
    note: typeof kept['note'] === 'string' ? kept['note'] : '',
    beside: beside
      .filter(isRecord)
      .map((one) => ({ title: titleOf(one['title']), fields: fieldsFrom(one['fields']) })),
    isRestored: true,
  };
}

/** The fields of a form that came out of storage. */
export function fieldsFrom(value: unknown): ItemFields {
  return isRecord(value) ? parseFields(value) : emptyFields;
}

function titleOf(value: unknown): string {
  return typeof value === 'string' ? value : 'Your text';
}
