import { useEffect, useState } from 'preact/hooks';
import { Problem } from '../api/problem.ts';
import { useKeeper } from '../kept/use-keeper.ts';
import { embargoGone, type ItemFields } from '../fields/item-fields.ts';
import { against, fresh, hasLanded, isTouched, parseText, settled, swapped } from './edit-text.ts';
import type { EditText, Wording } from './edit-text.ts';
import { useKept } from '../kept/use-kept.ts';
import { useAction, type Action } from '../parts/use-action.ts';

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

export interface Edit {
  /** Null while it is being loaded. */
  readonly text: EditText | null;
  readonly action: Action;
  readonly change: (patch: Partial<ItemFields>) => void;
  readonly setNote: (note: string) => void;
  /** Goes on from a text beside the form; what was in the form goes beside. */
  readonly goOnFrom: (index: number) => void;
  /** True when it is saved. On a conflict the current wording comes beside, and the next save is against it. */
  readonly save: () => Promise<boolean>;
  /** Starts again from the current wording; unsaved words are given up. */
  readonly startOver: () => void;
  /** Keeps the text on this device at once. */
  readonly keep: () => void;
  /** Gives up a text whose item is gone; unless it `isKept`, on this device, among the unsent ones. */
  readonly leave: (isKept: boolean) => void;
  /** Leaves the text to the form that keeps its own under this name; it is laid on the wording it finds. */
  readonly handTo: (keptAs: string) => void;
}

export function useEdit(target: EditTarget): Edit {
  const action = useAction();
  const keeper = useKeeper();
  const [text, setText] = useState<EditText | null>(null);
  const drop = useKept(target.keptAs, text !== null && isTouched(text) ? { ...text } : undefined);

  const load = (): void =>
    void action.run(async () => {
      const kept = parseText(await keeper.takeUp(target.keptAs));
      if (kept === undefined) setText(fresh(await target.load()));
      else setText(kept.rev === 0 ? settled(kept, await target.load()) : kept);
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
    }, 'Not saved');
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
    keep: () => {
      if (text !== null && isTouched(text)) keeper.keep(target.keptAs, { ...text });
    },
    leave: (isKept) => {
      if (text === null) return;
      drop();
      if (isKept && isTouched(text)) keeper.layAside(target.keptAs, { ...text });
    },
    handTo: (keptAs) => {
      if (text === null) return;
      const [base, fields] = [embargoGone(text.base), embargoGone(text.fields)];
      drop();
      keeper.keep(keptAs, { ...text, base, fields, rev: 0 });
    },
  };
}
