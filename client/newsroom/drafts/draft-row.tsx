import { useRef, useState } from 'preact/hooks';
import type { Entry } from '../../../src/feed/item.ts';
import type { DraftItem } from '../api/answers.ts';
import { Ask } from '../parts/ask.tsx';
import { DraftForm } from './draft-form.tsx';
import { exactTimeIn, timeIn } from '../parts/newsroom-time.ts';
import { useMay } from '../parts/person-context.ts';
import { itemName } from '../parts/item-name.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { beforePublishing } from '../parts/questions.ts';
import { StillPlace } from '../parts/still-place.tsx';
import { useDraftActs } from './use-draft-acts.ts';

interface Props {
  readonly feed: string;
  readonly zone: string;
  readonly draft: DraftItem;
  readonly isGone: boolean;
  readonly hasEnded: boolean;
  readonly onOpen: (isOpen: boolean) => void;
  readonly onChanged: () => void;
  readonly onEdited: (entry: Entry) => void;
}

type Open = 'form' | 'publish' | 'discard';

/** The row of a draft or scheduled item, which no reader has received. */
export function DraftRow(props: Props) {
  const { feed, zone, draft, isGone, hasEnded, onChanged } = props;
  const { action, ...acts } = useDraftActs(feed, zone, draft, onChanged);
  const [open, setOpen] = useState<Open | null>(null);
  const publishes = useMay('publish', feed);
  // Whatever goes out by itself is changed by those alone who may publish.
  const isOthers = draft.embargo !== undefined && !publishes;
  const opener = useRef<HTMLButtonElement>(null);
  const { item, embargo } = draft;
  const words = itemName(item);
  const question = beforePublishing({ breaking: item.breaking, hasEnded, isScheduled: false });

  const openForm = (): void => {
    setOpen('form');
    props.onOpen(true);
  };
  const close = (): void => {
    setOpen(null);
    props.onOpen(false);
    const back = isGone ? document.getElementById('drafts-title') : opener.current;
    back?.focus();
  };
  const answer = (act: () => Promise<void>): void => {
    setOpen(null);
    void act();
  };

  return (
    <li class="nr-row">
      {embargo === undefined ? (
        <span class="nr-time nr-hint">Draft</span>
      ) : (
        <time class="nr-time" dateTime={embargo} title={exactTimeIn(zone, embargo)}>
          {timeIn(zone, embargo)}
        </time>
      )}
      <div class="nr-entry">
        <p class="nr-words" lang={item.lang} dir="auto">
          {words}
        </p>
        <p class="nr-marks">
          {item.breaking && <strong class="nr-mark-breaking">Breaking</strong>}
          {item.key && <strong class="nr-mark-key">Key event</strong>}
          {embargo !== undefined && <span>Scheduled for {exactTimeIn(zone, embargo)}</span>}
        </p>
        {isGone ? (
          <p class="nr-row-gone nr-hint">Not among the drafts any more.</p>
        ) : isOthers ? (
          <p class="nr-row-gone nr-hint">It has its time: an editor changes it.</p>
        ) : (
          <p class="nr-row-actions" role="group" aria-label={`Actions: ${words}`}>
            <button ref={opener} type="button" aria-expanded={open === 'form'} onClick={openForm}>
              {!publishes ? 'Edit' : embargo === undefined ? 'Edit, schedule' : 'Edit, reschedule'}
            </button>
            {publishes && (
              <button
                type="button"
                disabled={action.busy}
                onClick={() => (question === null ? answer(acts.publish) : setOpen('publish'))}
              >
                Publish now
              </button>
            )}
            {embargo !== undefined && (
              <button type="button" disabled={action.busy} onClick={() => answer(acts.unschedule)}>
                Unschedule
              </button>
            )}
            <button type="button" disabled={action.busy} onClick={() => setOpen('discard')}>
              Discard
            </button>
          </p>
        )}
        {action.problem !== null && <ProblemNote problem={action.problem} />}
        {open === 'form' && (
          <StillPlace>
            <DraftForm
              feed={feed}
              zone={zone}
              draft={draft}
              isGone={isGone}
              hasEnded={hasEnded}
              onSaved={() => {
                close();
                onChanged();
              }}
              onEdited={props.onEdited}
              onClose={close}
            />
          </StillPlace>
        )}
        {open === 'publish' && question !== null && (
          <Ask {...question} onYes={() => answer(acts.publish)} onNo={close} />
        )}
        {open === 'discard' && (
          <Ask
            question="Discard this draft?"
            detail={`“${words}” is gone for good then.`}
            yes="Discard"
            tone="alarm"
            onYes={() => answer(acts.discard)}
            onNo={close}
          />
        )}
      </div>
    </li>
  );
}
