import { useEffect, useRef, useState } from 'preact/hooks';
import { isTombstone, type Entry, type Item } from '../../src/feed/item.ts';
import { useApi, useSay } from './contexts.ts';
import { editKeptAs } from './item-actions.ts';
import { ItemChangeForm, type ItemChange } from './item-change-form.tsx';
import { ItemMarks } from './item-marks.tsx';
import { forget } from './kept-text.ts';
import { exactTimeIn, timeIn } from './newsroom-time.ts';
import { openingWords } from './opening-words.ts';
import { ProblemNote } from './problem-note.tsx';
import { useAction } from './use-action.ts';

interface Props {
  readonly feed: string;
  readonly zone: string;
  readonly entry: Entry;
  readonly onChanged: (entry: Entry) => void;
}

const openers: readonly (readonly [ItemChange, string])[] = [
  ['edit', 'Edit'],
  ['correct', 'Correct'],
  ['strike', 'Strike'],
  ['takedown', 'Take down'],
];

/** One item of the feed: what it says, what it is, and what can be done to it. */
export function ItemRow({ feed, zone, entry, onChanged }: Props) {
  const api = useApi();
  const say = useSay();
  const pinning = useAction();
  const [open, setOpen] = useState<ItemChange | null>(null);
  const [opened, setOpened] = useState<Item | null>(null);
  const row = useRef<HTMLLIElement>(null);
  const opener = useRef<HTMLElement | null>(null);

  const isGone = isTombstone(entry);
  useEffect(() => {
    // A text that was taken down is not left behind in an unsaved edit either.
    if (!isGone || open !== null) return;
    forget(editKeptAs(feed, entry.id, 'edit'));
    forget(editKeptAs(feed, entry.id, 'correct'));
  }, [isGone, open, feed, entry.id]);

  const close = (): void => {
    setOpen(null);
    const back = opener.current?.isConnected === true ? opener.current : row.current;
    back?.focus();
  };
  const togglePin = (item: Item): void =>
    void pinning.run(async () => {
      await (item.pinned ? api.unpin(feed, item.id) : api.pin(feed, item.id));
      say(item.pinned ? 'Unpinned' : 'Pinned');
    });

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
                  aria-expanded={open === kind}
                  onClick={(event) => {
                    opener.current = event.currentTarget;
                    setOpened(entry);
                    setOpen(kind);
                  }}
                >
                  {label}
                </button>
              ))}
              <button type="button" disabled={pinning.busy} onClick={() => togglePin(entry)}>
                {entry.pinned ? 'Unpin' : 'Pin'}
              </button>
            </p>
          </>
        )}
        {pinning.problem !== null && <ProblemNote problem={pinning.problem} />}
        {open !== null && opened !== null && (
          <ItemChangeForm
            key={open}
            kind={open}
            feed={feed}
            opened={opened}
            current={entry}
            onChanged={onChanged}
            onSeen={setOpened}
            onDone={(words) => {
              say(words);
              close();
            }}
            onClose={close}
          />
        )}
      </div>
    </li>
  );
}
