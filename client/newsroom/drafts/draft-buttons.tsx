import type { RefObject } from 'preact';
import type { DraftItem } from '../api/answers.ts';
import { itemName } from '../parts/item-name.ts';
import type { DraftActs } from './use-draft-acts.ts';

export type Opened = 'form' | 'publish' | 'return' | 'discard';

interface Props {
  readonly draft: DraftItem;
  readonly acts: DraftActs;
  /** Whether this person publishes in this feed. */
  readonly publishes: boolean;
  readonly opened: Opened | null;
  readonly opener: RefObject<HTMLButtonElement | null>;
  readonly onPublish: () => void;
  readonly onOpen: (what: Opened) => void;
  /** Closes what is open, and does this. */
  readonly answer: (act: () => Promise<void>) => void;
}

/** What this person can do with a draft. */
export function DraftButtons(props: Props) {
  const { draft, acts, publishes, opener, onPublish, onOpen, answer } = props;
  const { busy } = acts.action;
  const isQueued = draft.state === 'submitted';
  const isPlanned = draft.embargo !== undefined;
  return (
    <p class="nr-row-actions" role="group" aria-label={`Actions: ${itemName(draft.item)}`}>
      <button
        ref={opener}
        type="button"
        aria-expanded={props.opened === 'form'}
        onClick={() => onOpen('form')}
      >
        {!publishes ? 'Edit' : isPlanned ? 'Edit, reschedule' : 'Edit, schedule'}
      </button>
      {publishes && (
        <button type="button" disabled={busy} onClick={onPublish}>
          {isQueued ? 'Approve' : 'Publish now'}
        </button>
      )}
      {publishes && isQueued && (
        <button type="button" disabled={busy} onClick={() => onOpen('return')}>
          Return
        </button>
      )}
      {!publishes && !isQueued && (
        <button type="button" disabled={busy} onClick={() => answer(acts.submit)}>
          Send to the queue
        </button>
      )}
      {isPlanned && (
        <button type="button" disabled={busy} onClick={() => answer(acts.unschedule)}>
          Unschedule
        </button>
      )}
      <button type="button" disabled={busy} onClick={() => onOpen('discard')}>
        Discard
      </button>
    </p>
  );
}
