import { useRef, useState } from 'preact/hooks';
import type { Entry } from '../../../src/feed/item.ts';
import type { DraftItem } from '../api/answers.ts';
import { Ask } from '../parts/ask.tsx';
import { DraftButtons, type Opened } from './draft-buttons.tsx';
import { DraftForm } from './draft-form.tsx';
import { exactTimeIn, timeIn } from '../parts/newsroom-time.ts';
import { useMay, usePerson } from '../parts/person-context.ts';
import { itemName } from '../parts/item-name.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useReaders } from '../presence/presence-context.ts';
import { beforePublishing } from '../parts/questions.ts';
import { StillPlace } from '../parts/still-place.tsx';
import { ReturnForm } from './return-form.tsx';
import { DraftStanding } from './draft-standing.tsx';
import { useSoftLock } from '../presence/soft-lock.tsx';
import { useRowKeys } from '../kept/use-row-keys.ts';
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

/** The row of a draft or scheduled item, which no reader has received. */
export function DraftRow(props: Props) {
  const { feed, zone, draft, isGone, hasEnded, onChanged } = props;
  const acts = useDraftActs(feed, zone, draft, onChanged);
  const [open, setOpen] = useState<Opened | null>(null);
  const publishes = useMay('publish', feed);
  const me = usePerson();
  const isMine = draft.author === undefined || (draft.author.id ?? draft.author.name) === me.id;
  // What goes out by itself, and what somebody else writes, is changed by those alone who may publish.
  const isOthers = !publishes && (draft.embargo !== undefined || !isMine);
  const isQueued = draft.state === 'submitted';
  const opener = useRef<HTMLButtonElement>(null);
  const { item, embargo } = draft;
  const words = itemName(item);
  const question = beforePublishing({
    breaking: item.breaking,
    hasEnded,
    isScheduled: false,
    readers: useReaders(),
  });

  const lock = useSoftLock(item.id);
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
  const publish = (): void => {
    if (question === null) answer(acts.publish);
    else setOpen('publish');
  };
  const onKey = useRowKeys(
    publishes && isQueued && !isGone ? { a: publish, r: () => setOpen('return') } : {},
  );
  const answer = (act: () => Promise<void>): void => {
    setOpen(null);
    void act();
  };

  return (
    <li class="nr-row" tabIndex={-1} onKeyDown={onKey}>
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
          <DraftStanding draft={draft} isMine={isMine} />
        </p>
        {draft.note !== undefined && (
          <p class="nr-note" dir="auto">
            {draft.note}
          </p>
        )}
        {open !== 'form' && !isGone && lock.shown}
        {isGone ? (
          <p class="nr-row-gone nr-hint">Not among the drafts any more.</p>
        ) : isOthers ? (
          <p class="nr-row-gone nr-hint">
            {embargo === undefined
              ? 'Somebody else writes it: an editor may change it.'
              : 'It has its time: an editor changes it.'}
          </p>
        ) : (
          <DraftButtons
            draft={draft}
            acts={acts}
            publishes={publishes}
            opened={open}
            opener={opener}
            onPublish={publish}
            onOpen={(what) => (what === 'form' ? lock.ask(openForm) : setOpen(what))}
            answer={answer}
          />
        )}
        {acts.action.problem !== null && <ProblemNote problem={acts.action.problem} />}
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
              {...(!publishes &&
                !isQueued && {
                  onReady: () => {
                    close();
                    void acts.submit();
                  },
                })}
              onEdited={props.onEdited}
              onClose={close}
            />
          </StillPlace>
        )}
        {open === 'publish' && question !== null && (
          <Ask {...question} onYes={() => answer(acts.publish)} onNo={close} />
        )}
        {open === 'return' && (
          <ReturnForm
            feed={feed}
            draft={draft}
            act={acts.giveBack}
            onDone={() => {
              close();
              onChanged();
            }}
            onClose={close}
          />
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
