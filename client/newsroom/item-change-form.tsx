import { isTombstone, type Entry, type Item } from '../../src/feed/item.ts';
import { useApi } from './contexts.ts';
import { itemTarget, strike } from './item-actions.ts';
import { ItemForm } from './item-form.tsx';
import { openingWords } from './opening-words.ts';
import { ReasonForm } from './reason-form.tsx';

/** What can be done to a published item that takes words. */
export type ItemChange = 'edit' | 'correct' | 'strike' | 'takedown';

interface Props {
  readonly kind: ItemChange;
  readonly feed: string;
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
  const { kind, feed, opened, current, onChanged, onDone, onClose } = props;
  const api = useApi();
  const name = openingWords(opened);
  const currentRev = isTombstone(current) ? opened.rev : current.rev;
  switch (kind) {
    case 'edit':
      return (
        <ItemForm
          title={`Edit: ${name}`}
          target={itemTarget(api, feed, opened.id, kind, onChanged)}
          saveWords="Save without a note"
          currentRev={currentRev}
          onSaved={() => onDone('Saved')}
          onClose={onClose}
        />
      );
    case 'correct':
      return (
        <ItemForm
          title={`Correct: ${name}`}
          target={itemTarget(api, feed, opened.id, kind, onChanged)}
          noteHint="What was wrong, in a sentence. It stands at the item, with the time."
          saveWords="Publish correction"
          currentRev={currentRev}
          onSaved={() => onDone('Correction published')}
          onClose={onClose}
        />
      );
    case 'strike':
      return (
        <ReasonForm
          title={`Strike: ${name}`}
          label="Note to readers"
          hint="Why it no longer holds. The item stays readable, crossed out."
          pointer="/note"
          yes="Strike"
          tone="primary"
          act={(note) =>
            strike(api, feed, opened, note, (changed) => {
              onChanged(changed);
              if (!isTombstone(changed)) props.onSeen(changed);
            })
          }
          onDone={() => onDone('Struck')}
          onClose={onClose}
        />
      );
    case 'takedown':
      return (
        <ReasonForm
          title={`Take down: ${name}`}
          label="Reason, for the newsroom"
          hint="The text goes from every page, feed and archive, and cannot be brought back."
          pointer="/reason"
          yes="Take down"
          tone="alarm"
          act={async (reason) => onChanged(await api.takeDown(feed, opened.id, reason))}
          onDone={() => onDone('Taken down')}
          onClose={onClose}
        />
      );
  }
}
