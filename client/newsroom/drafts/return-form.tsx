import type { DraftItem } from '../api/answers.ts';
import { ReasonForm } from '../items/reason-form.tsx';
import { keptFor } from '../kept/keeper.ts';
import { useSay } from '../parts/contexts.ts';
import { itemName } from '../parts/item-name.ts';

interface Props {
  readonly feed: string;
  readonly draft: DraftItem;
  readonly act: (note: string) => Promise<void>;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Asks what the author is to do, and gives the draft back. */
export function ReturnForm({ feed, draft, act, onDone, onClose }: Props) {
  const say = useSay();
  return (
    <ReasonForm
      title={`Return: ${itemName(draft.item)}`}
      label="What is to be done"
      hint={`${draft.author?.name ?? 'The author'} reads it; no reader does.`}
      pointer="/note"
      yes="Return"
      notDone="Not returned"
      tone="primary"
      keptAs={keptFor('return', feed, draft.item.id)}
      act={act}
      onDone={() => {
        say('Returned to its author');
        onDone();
      }}
      onClose={onClose}
    />
  );
}
