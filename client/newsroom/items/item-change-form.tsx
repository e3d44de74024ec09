import { useEffect } from 'preact/hooks';
import { isTombstone, type Entry, type Item } from '../../../src/feed/item.ts';
import { useApi, useSay } from '../parts/contexts.ts';
import { sameFields, type ItemFields } from '../fields/item-fields.ts';
import type { Gone } from '../edit/gone-notice.tsx';
import { itemTarget, remark } from './item-actions.ts';
import { itemChanges, type ItemChange } from './item-changes.ts';
import { isStruck } from '../../../src/feed/remarks.ts';
import { ItemForm } from '../edit/item-form.tsx';
import { keptFor } from '../kept/keeper.ts';
import { useKeeper } from '../kept/use-keeper.ts';
import { timeIn } from '../parts/newsroom-time.ts';
import { itemName } from '../parts/item-name.ts';
import { readersNow } from '../parts/readers-words.ts';
import { useReaders } from '../presence/presence-context.ts';
import { beforeChanging, beforeRedacting } from '../parts/questions.ts';
import { ReasonForm } from './reason-form.tsx';

interface Props {
  readonly kind: ItemChange;
  readonly feed: string;
  readonly zone: string;
  /** The item as it was when the form was opened: the form stays should it be taken down meanwhile. */
  readonly opened: Item;
  readonly current: Entry;
  readonly onChanged: (entry: Entry) => void;
  /** The editor has seen a newer wording; the next try is against that. */
  readonly onSeen: (item: Item) => void;
  readonly onDone: (words: string) => void;
  readonly onClose: () => void;
}

/** The form of one change to an item, in its place in the list. */
export function ItemChangeForm(props: Props) {
  const { kind, feed, zone, opened, current, onChanged, onDone, onClose } = props;
  const api = useApi();
  const say = useSay();
  const readers = useReaders();
  const keeper = useKeeper();
  const gone = goneOf(current, zone);
  const goneWords = gone?.words;
  useEffect(() => {
    if (goneWords !== undefined && kind !== 'takedown') say(goneWords);
  }, [say, goneWords, kind]);
  const name = itemName(opened);
  const change = kind === 'correct' || kind === 'redact' ? kind : 'edit';
  const form = {
    about: opened.id,
    target: itemTarget(api, feed, opened.id, change, onChanged),
    ask: (before: ItemFields, after: ItemFields) => beforeChanging(before, after, readers),
    currentRev: isTombstone(current) ? opened.rev : current.rev,
    gone,
    onClose,
  };
  const staysStruck = isTombstone(current) || !isStruck(current) ? '' : staysWithdrawn;
  const act = async (words: string): Promise<void> => {
    if (kind === 'edit' || kind === 'correct' || kind === 'redact') return;
    if (kind === 'takedown') return onChanged(await api.takeDown(feed, opened.id, words));
    await remark(api, feed, opened, kind, words, (changed) => {
      onChanged(changed);
      if (!isTombstone(changed)) props.onSeen(changed);
    });
  };
  switch (kind) {
    case 'edit':
      return (
        <ItemForm
          {...form}
          title={`Edit: ${name}`}
          effect={`Readers see “Edited” with the time, and no note.${staysStruck}`}
          saveWords={() => 'Save the edit'}
          onSaved={(after, before) => onDone(editSaid(before, after))}
        />
      );
    case 'correct':
      return (
        <ItemForm
          {...form}
          title={`Correct: ${name}`}
          noteHint="What was wrong, in a sentence. It stands at the item, with the time."
          effect={staysStruck === '' ? undefined : staysStruck.trim()}
          saveWords={() => 'Publish correction'}
          onSaved={() => onDone('Correction published')}
        />
      );
    case 'redact':
      return (
        <ItemForm
          {...form}
          title={`Replace and erase: ${name}`}
          noteHint="Readers see it at the item, with the time. Do not repeat what is to be erased."
          effect="The words of before go from every page, history and archive, for editors too, and cannot be brought back."
          saveWords={() => 'Replace and erase'}
          ask={() => beforeRedacting}
          onSaved={() => {
            // Unsaved texts of the same item on this device have the words of before as well.
            keeper.forgetEverywhere(keptFor('edit', feed, opened.id));
            onDone('Replaced; the words of before are erased');
          }}
        />
      );
    default: {
      const { label, keptAs, reason } = itemChanges[kind];
      return (
        <ReasonForm
          {...reason}
          hint={kind === 'takedown' ? `${reason.hint} ${readersNow(readers)}`.trim() : reason.hint}
          title={`${label}: ${name}`}
          keptAs={keptFor(keptAs, feed, opened.id)}
          act={act}
          onDone={() => onDone(reason.done)}
          onClose={onClose}
        />
      );
    }
  }
}

/** An edit that changes nothing is not sent. */
export function editSaid(before: ItemFields, after: ItemFields): string {
  return sameFields(before, after) ? 'Nothing was changed' : 'Saved: readers see it as edited';
}

const staysWithdrawn =
  ' The item is withdrawn, and stays so: readers see the new words crossed out.';

function goneOf(current: Entry, zone: string): Gone | undefined {
  if (!isTombstone(current)) return undefined;
  const words = `This item was removed at ${timeIn(zone, current.removedAt)}`;
  return { words, isKept: false };
}
