import { useRef, useState } from 'preact/hooks';
import type { DraftItem } from './api/parse.ts';
import { Ask } from './ask.tsx';
import { useApi, useSay } from './contexts.ts';
import { draftTarget } from './draft-actions.ts';
import { editKeptAs } from './item-actions.ts';
import { ItemForm } from './item-form.tsx';
import { forget } from './kept-text.ts';
import { exactTimeIn, timeIn } from './newsroom-time.ts';
import { openingWords } from './opening-words.ts';
import { ProblemNote } from './problem-note.tsx';
import { useAction } from './use-action.ts';

interface Props {
  readonly feed: string;
  readonly zone: string;
  readonly draft: DraftItem;
  readonly onChanged: () => void;
}

type Open = 'form' | 'publish' | 'discard';

/** A draft or scheduled item: no reader knows of it yet. */
export function DraftRow({ feed, zone, draft, onChanged }: Props) {
  const api = useApi();
  const say = useSay();
  const action = useAction();
  const [open, setOpen] = useState<Open | null>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const { item, embargo } = draft;
  const words = openingWords(item);

  const close = (): void => {
    setOpen(null);
    opener.current?.focus();
  };
  const act = async (said: string, work: () => Promise<unknown>): Promise<void> => {
    setOpen(null);
    const isDone = await action.run(async () => void (await work()));
    if (isDone) say(said);
    onChanged();
  };
  const publish = (): void =>
    void act('Published', () => api.changeDraft(feed, item.id, item.rev, { draft: false }));
  const discard = (): void =>
    void act('Discarded', async () => {
      await api.discardDraft(feed, item.id, item.rev);
      forget(editKeptAs(feed, item.id, 'draft'));
    });
  const unschedule = (): void =>
    void act('Kept as a draft', () => api.changeDraft(feed, item.id, item.rev, { embargo: null }));

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
          {embargo !== undefined && <span>Goes out {exactTimeIn(zone, embargo)}</span>}
        </p>
        <p class="nr-row-actions" role="group" aria-label={`Actions: ${words}`}>
          <button
            ref={opener}
            type="button"
            aria-expanded={open === 'form'}
            onClick={() => setOpen('form')}
          >
            {embargo === undefined ? 'Edit, schedule' : 'Edit, move'}
          </button>
          <button
            type="button"
            disabled={action.busy}
            onClick={() => (item.breaking ? setOpen('publish') : publish())}
          >
            Publish now
          </button>
          {embargo !== undefined && (
            <button type="button" disabled={action.busy} onClick={unschedule}>
              Unschedule
            </button>
          )}
          <button type="button" disabled={action.busy} onClick={() => setOpen('discard')}>
            Discard
          </button>
        </p>
        {action.problem !== null && <ProblemNote problem={action.problem} />}
        {open === 'form' && (
          <ItemForm
            title={`Edit the draft: ${words}`}
            target={draftTarget(api, feed, item.id, zone)}
            embargoZone={zone}
            saveWords="Save draft"
            currentRev={item.rev}
            onSaved={() => {
              say('Draft saved');
              close();
              onChanged();
            }}
            onClose={close}
          />
        )}
        {open === 'publish' && (
          <Ask
            question="Publish as breaking?"
            detail="Breaking news is announced to every reader at once."
            yes="Publish as breaking"
            tone="alarm"
            onYes={publish}
            onNo={close}
          />
        )}
        {open === 'discard' && (
          <Ask
            question="Discard this draft?"
            detail={`“${words}” goes for good.`}
            yes="Discard"
            tone="primary"
            onYes={discard}
            onNo={close}
          />
        )}
      </div>
    </li>
  );
}
