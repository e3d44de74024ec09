import { useEffect, useState } from 'preact/hooks';
import { isRecord } from './api/parse.ts';
import { Problem } from './api/problem.ts';
import {
  emptyFields,
  mergeFields,
  parseFields,
  patchOf,
  sameFields,
  type ItemFields,
} from './fields/item-fields.ts';
import { recall, useKept } from './kept-text.ts';
import { useAction, type Action } from './use-action.ts';

/** A wording of an item as the server has it. */
export interface Wording {
  readonly rev: number;
  readonly fields: ItemFields;
  /** The note of its latest correction. */
  readonly note?: string;
}

/** What is edited: where it comes from, where it goes, and under which name unsaved words are kept. */
export interface EditTarget {
  readonly keptAs: string;
  readonly load: () => Promise<Wording>;
  /** Sends what turns `before`, the wording of `rev`, into `after`. */
  readonly save: (
    rev: number,
    before: ItemFields,
    after: ItemFields,
    note: string,
  ) => Promise<void>;
}

/** A text beside the form: nothing that was typed or published is lost to a conflict. */
export interface Beside {
  readonly title: string;
  readonly fields: ItemFields;
}

interface Text extends Beside {
  /** The wording it started from: `fields` differ from it where the editor changed something. */
  readonly base: ItemFields;
  readonly rev: number;
  readonly note: string;
  readonly beside: readonly Beside[];
  readonly isRestored: boolean;
}

export interface Edit {
  /** Null while it is being loaded. */
  readonly text: Text | null;
  readonly action: Action;
  readonly change: (patch: Partial<ItemFields>) => void;
  readonly setNote: (note: string) => void;
  /** Goes on from a text beside the form; what was in the form goes beside. */
  readonly goOnFrom: (index: number) => void;
  /** True when it is saved. On a conflict the current wording comes beside, and the next save is against it. */
  readonly save: () => Promise<boolean>;
  /** Starts again from the current wording; unsaved words are given up. */
  readonly startOver: () => void;
}

export function useEdit(target: EditTarget): Edit {
  const action = useAction();
  const [text, setText] = useState<Text | null>(null);
  const drop = useKept(target.keptAs, text !== null && isTouched(text) ? { ...text } : undefined);

  const load = (): void =>
    void action.run(async () => {
      const kept = restore(target.keptAs);
      setText(kept ?? fresh(await target.load()));
    });
  // The target is made anew with each drawing; the form is one of one item from its opening to its end.
  useEffect(load, []);

  const save = async (): Promise<boolean> => {
    if (text === null) return false;
    let isSaved = false;
    await action.run(async () => {
      try {
        await target.save(text.rev, text.base, text.fields, text.note);
        isSaved = true;
      } catch (thrown) {
        if (!(thrown instanceof Problem) || thrown.code !== 'stale_revision') throw thrown;
        const current = await target.load();
        if (hasLanded(text, current)) isSaved = true;
        else setText(against(text, current));
      }
    });
    if (isSaved) drop();
    return isSaved;
  };

  return {
    text,
    action,
    save,
    change: (patch) => setText((now) => now && { ...now, fields: { ...now.fields, ...patch } }),
    setNote: (note) => setText((now) => now && { ...now, note }),
    goOnFrom: (index) => setText((now) => now && swapped(now, index)),
    startOver: () => void action.run(async () => setText(fresh(await target.load()))),
  };
}

function fresh({ rev, fields }: Wording): Text {
  return { title: 'Your text', base: fields, rev, fields, note: '', beside: [], isRestored: false };
}

/** The editor's text laid on a newer wording: fields only the other editor touched are theirs. */
function against(text: Text, current: Wording): Text {
  const theirs = { title: `As it stands now, revision ${current.rev}`, fields: current.fields };
  return {
    ...text,
    base: current.fields,
    rev: current.rev,
    fields: mergeFields(text.base, text.fields, current.fields),
    beside: [theirs, ...text.beside],
  };
}

function swapped(text: Text, index: number): Text {
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
function hasLanded(text: Text, current: Wording): boolean {
  const isSame = Object.keys(patchOf(current.fields, text.fields)).length === 0;
  return (
    isSame &&
    current.fields.embargo === text.fields.embargo &&
    (text.note === '' || current.note === text.note)
  );
}

function isTouched(text: Text): boolean {
  return text.note !== '' || text.beside.length > 0 || !sameFields(text.base, text.fields);
}

function restore(name: string): Text | undefined {
  const kept = recall(name);
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

function fieldsFrom(value: unknown): ItemFields {
  return isRecord(value) ? parseFields(value) : emptyFields;
}

function titleOf(value: unknown): string {
  return typeof value === 'string' ? value : 'Your text';
}
