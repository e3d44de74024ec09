import { useEffect, useState } from 'preact/hooks';
import { Problem } from '../api/problem.ts';
import { useKeeper } from '../kept/use-keeper.ts';
import { embargoGone, type ItemFields } from '../fields/item-fields.ts';
import { meet } from './meet.ts';
import { choosing, fresh, hasLanded, isTouched, parseText, settled, swapped } from './edit-text.ts';
import type { EditText, Wording } from './edit-text.ts';
import { useKept } from '../kept/use-kept.ts';
import { useAction, type Action } from '../parts/use-action.ts';

/** Something to edit: how it is loaded and saved, and the name under which unsaved text is kept. */
export interface EditTarget {
  readonly keptAs: string;
  readonly load: () => Promise<Wording>;
  /** Sends the difference between `before`, the wording of revision `rev`, and `after`. */
  readonly save: (
    rev: number,
    before: ItemFields,
    after: ItemFields,
    note: string,
  ) => Promise<void>;
}

export interface Edit {
  /** Null while the wording is being loaded. */
  readonly text: EditText | null;
  readonly action: Action;
  readonly change: (patch: Partial<ItemFields>) => void;
  readonly setNote: (note: string) => void;
  /** Continues with a text beside the form; the text in the form moves beside it. */
  readonly goOnFrom: (index: number) => void;
  /** Resolves to true when saved. On a conflict the current wording is shown beside, and the next save changes it. */
  readonly save: () => Promise<boolean>;
  /** Puts one of the merged bodies into the form. */
  readonly choose: (body: string) => void;
  /** Loads a newer wording into a form that nobody has typed in. True when it is there. */
  readonly takeIn: () => Promise<boolean>;
  /** Shows the text in the form and a newer wording, as a refused save does. */
  readonly showBoth: () => void;
  /** Loads the current wording again; unsaved text is dropped. */
  readonly startOver: () => void;
  /** Keeps the text on this device at once. */
  readonly keep: () => void;
  /** Closes the text of an item that is gone. With `isKept` it is kept on this device among the unsent ones. */
  readonly leave: (isKept: boolean) => void;
  /** Passes the text to the form whose text is kept under this name; that form compares it with its wording. */
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
  // Loaded once: `target` is a new object at each rendering, but a form edits one item from opening to closing.
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
        else setText(await meet(text, current));
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
    choose: (body) => setText((now) => now && choosing(now, body)),
    takeIn: () =>
      action.run(async () => {
        const current = await target.load();
        setText((now) => (now === null || isTouched(now) ? now : fresh(current)));
      }),
    showBoth: () =>
      void action.run(async () => {
        if (text !== null) setText(await meet(text, await target.load()));
      }),
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
