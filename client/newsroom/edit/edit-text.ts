import { isRecord, type Fields } from '../../../src/feed/shape.ts';
import {
  emptyFields,
  mergeFields,
  parseFields,
  patchOf,
  sameFields,
  type ItemFields,
} from '../fields/item-fields.ts';
import type { MergedText } from './merge-paragraphs.ts';

/** A wording of an item as the server has it. */
export interface Wording {
  readonly rev: number;
  readonly fields: ItemFields;
  /** The note of its latest correction. */
  readonly note?: string;
}

/** A text shown beside the form, so that a conflict loses neither what was typed nor what was published. */
export interface Beside {
  readonly title: string;
  readonly fields: ItemFields;
}

/** The state of an item's form. */
export interface EditText extends Beside {
  /** The wording that the editor started from: fields that differ from it are the editor's changes. */
  readonly base: ItemFields;
  /** The revision of that wording; 0 for a text of another form that has not been compared with a wording. */
  readonly rev: number;
  readonly note: string;
  readonly beside: readonly Beside[];
  readonly isRestored: boolean;
  /** The body as merged with the other editor's, where both have changed it. */
  readonly merged?: MergedText | undefined;
}

export function fresh({ rev, fields }: Wording): EditText {
  return { title: 'Your text', base: fields, rev, fields, note: '', beside: [], isRestored: false };
}

/** The editor's text on a newer wording: a field that only the other editor changed takes the other's value. */
export function against(text: EditText, current: Wording, merged?: MergedText): EditText {
  const theirs = { title: `As it stands now, revision ${current.rev}`, fields: current.fields };
  const typed = {
    title: `Your text before it was merged with revision ${current.rev}`,
    fields: text.fields,
  };
  const fields = mergeFields(text.base, text.fields, current.fields);
  return {
    ...text,
    base: current.fields,
    rev: current.rev,
    fields: merged === undefined ? fields : { ...fields, body: merged.mine },
    beside: merged === undefined ? [theirs, ...text.beside] : [theirs, typed, ...text.beside],
    merged,
  };
}

/** The text with one of the merged bodies. What was typed since they were merged stays beside it. */
export function choosing(text: EditText, body: string): EditText {
  const { merged, fields, beside } = text;
  const isTyped =
    merged === undefined || ![merged.mine, merged.theirs, merged.both].includes(fields.body);
  const typed = { title: 'Your text before you chose', fields };
  return {
    ...text,
    fields: { ...fields, body },
    beside: isTyped ? [...beside, typed] : beside,
  };
}

/** A text of another form on the wording of this one. When the two wordings differ, both texts are shown. */
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

/** True when the current wording is the text that was sent: a save whose answer was lost has been carried out. */
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

/** Parses a text from storage; undefined when it has another shape. */
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

/** Parses the fields of a form from storage; a field with another shape is empty. */
export function fieldsFrom(value: unknown): ItemFields {
  return isRecord(value) ? parseFields(value) : emptyFields;
}

function titleOf(value: unknown): string {
  return typeof value === 'string' ? value : 'Your text';
}
