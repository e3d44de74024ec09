import { useState } from 'preact/hooks';
import { isTombstone, type Entry, type Item } from '../../../src/feed/item.ts';
import { Ask } from '../parts/ask.tsx';
import { useApi, useSay } from '../parts/contexts.ts';
import { ItemChangeForm, type ItemChange } from './item-change-form.tsx';
import { ItemMarks } from './item-marks.tsx';
import { exactTimeIn, timeIn } from '../parts/newsroom-time.ts';
import { openingWords } from '../parts/opening-words.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { beforePinning } from '../parts/questions.ts';
import { StillPlace } from '../parts/still-place.tsx';
import { useAction } from '../parts/use-action.ts';
import { useItemRow } from './use-item-row.ts';

interface Props {
  readonly feed: string;
  readonly zone: string;
  /** As it is shown: while a form is open, it may be older than what is known. */
  readonly entry: Entry;
  readonly current: Entry;
  /** The item that is pinned now. */
  readonly pinned: Item | null;
  readonly onOpen: (isOpen: boolean) => void;
  readonly onChanged: (entry: Entry) => void;
}

const openers: readonly (readonly [ItemChange, string])[] = [
  ['edit', 'Edit'],
  ['correct', 'Correct'],
  ['strike', 'Withdraw'],
  ['takedown', 'Remove'],
];

/** One item of the feed: what it says, what it is, and what can be done to it. */
export function ItemRow({ feed, zone, entry, current, pinned, onOpen, onChanged }: Props) {
  const api = useApi();
  const say = useSay();
  const pinning = useAction();
  const [isAsking, setAsking] = useState(false);
  const { open, row, openForm, see, close } = useItemRow(feed, current, onOpen);

  const togglePin = (item: Item): void => {
    setAsking(false);
    void pinning.run(
      async () => {
        await (item.pinned ? api.unpin(feed, item.id) : api.pin(feed, item.id));
        say(item.pinned ? 'Unpinned' : 'Pinned');
      },
      item.pinned ? 'Not unpinned' : 'Not pinned',
    );
  };
  const isOther = pinned !== null && pinned.id !== entry.id;

  return (
    <li ref={row} class="nr-row" tabIndex={-1}>
      <time class="nr-time" dateTime={entry.postedAt} title={exactTimeIn(zone, entry.postedAt)}>
        {timeIn(zone, entry.postedAt)}
      </time>
      <div class="nr-entry">
        {isTombstone(entry) ? (
          <p class="nr-hint">Removed {timeIn(zone, entry.removedAt)}</p>
        ) : (
          <>
            <ItemMarks item={entry} zone={zone} />
            <p
              class={entry.struck === undefined ? 'nr-words' : 'nr-words nr-words-struck'}
              lang={entry.lang}
              dir="auto"
            >
              <a href={`feeds/${feed}/items/${entry.id}`} target="_blank" rel="noopener">
                {openingWords(entry)}
              </a>
            </p>
            <p class="nr-row-actions" role="group" aria-label={`Actions: ${openingWords(entry)}`}>
              {openers.map(([kind, label]) => (
                <button
                  key={kind}
                  type="button"
                  aria-expanded={open?.kind === kind}
                  onClick={(event) =>
                    openForm(kind, isTombstone(current) ? entry : current, event.currentTarget)
                  }
                >
                  {label}
                </button>
              ))}
              <button
                type="button"
                disabled={pinning.busy}
                onClick={() => (isOther && !entry.pinned ? setAsking(true) : togglePin(entry))}
              >
                {entry.pinned ? 'Unpin' : 'Pin'}
              </button>
            </p>
            {isAsking && pinned !== null && (
              <Ask
                {...beforePinning(openingWords(pinned))}
                onYes={() => togglePin(entry)}
                onNo={() => setAsking(false)}
              />
            )}
          </>
        )}
        {pinning.problem !== null && <ProblemNote problem={pinning.problem} />}
        {open !== null && (
          <StillPlace>
            <ItemChangeForm
              key={open.kind}
              kind={open.kind}
              feed={feed}
              zone={zone}
              opened={open.item}
              current={current}
              onChanged={onChanged}
              onSeen={see}
              onDone={(words) => {
                say(words);
                close();
              }}
              onClose={close}
            />
          </StillPlace>
        )}
      </div>
    </li>
  );
}
