import { useEffect } from 'preact/hooks';
import { isTombstone, type Entry, type Item } from '../../../src/feed/item.ts';
import { useApi, useSay } from '../parts/contexts.ts';
import { sameFields, type ItemFields } from '../fields/item-fields.ts';
import type { Gone } from '../edit/gone-notice.tsx';
import { itemTarget, strike } from './item-actions.ts';
import { ItemForm } from '../edit/item-form.tsx';
import { keptFor } from '../kept/keeper.ts';
import { timeIn } from '../parts/newsroom-time.ts';
import { openingWords } from '../parts/opening-words.ts';
import { beforeChanging } from '../parts/questions.ts';
import { ReasonForm } from './reason-form.tsx';

/** What can be done to a published item that takes words. */
export type ItemChange = 'edit' | 'correct' | 'strike' | 'takedown';

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
  const gone = goneOf(current, zone);
  const goneWords = gone?.words;
  useEffect(() => {
    if (goneWords !== undefined && kind !== 'takedown') say(goneWords);
  }, [say, goneWords, kind]);
  const name = openingWords(opened);
  const form = {
    target: itemTarget(api, feed, opened.id, kind === 'correct' ? 'correct' : 'edit', onChanged),
    ask: beforeChanging,
    currentRev: isTombstone(current) ? opened.rev : current.rev,
    gone,
    onClose,
  };
  const staysStruck = isTombstone(current) || current.struck === undefined ? '' : staysWithdrawn;
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
    case 'strike':
      return (
        <ReasonForm
          title={`Withdraw: ${name}`}
          label="Note to readers"
          hint="Why it does not hold any more. The item stays readable, crossed out, as “Withdrawn”."
          pointer="/note"
          yes="Withdraw"
          notDone="Not withdrawn"
          tone="primary"
          keptAs={keptFor('strike', feed, opened.id)}
          act={(note) =>
            strike(api, feed, opened, note, (changed) => {
              onChanged(changed);
              if (!isTombstone(changed)) props.onSeen(changed);
            })
          }
          onDone={() => onDone('Withdrawn')}
          onClose={onClose}
        />
      );
    case 'takedown':
      return (
        <ReasonForm
          title={`Remove: ${name}`}
          label="Reason, for the newsroom"
          hint="The text goes from every page, feed and archive, and cannot be brought back. Readers see “Removed”."
          pointer="/reason"
          yes="Remove for good"
          notDone="Not removed"
          tone="alarm"
          keptAs={keptFor('takedown', feed, opened.id)}
          act={async (reason) => onChanged(await api.takeDown(feed, opened.id, reason))}
          onDone={() => onDone('Removed')}
          onClose={onClose}
        />
      );
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
