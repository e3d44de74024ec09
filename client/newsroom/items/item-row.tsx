import { useState } from 'preact/hooks';
import { isTombstone, type Entry, type Item } from '../../../src/feed/item.ts';
import { ownServer } from '../api/own-server.ts';
import { Ask } from '../parts/ask.tsx';
import { useApi, useSay } from '../parts/contexts.ts';
import { isStruck } from '../../../src/feed/remarks.ts';
import { ItemChangeForm } from './item-change-form.tsx';
import { changesOf, ItemButtons } from './item-buttons.tsx';
import { itemChanges, type ItemChange } from './item-changes.ts';
import { ItemHistory } from './item-history.tsx';
import { keepForCorrection } from './keep-for-correction.ts';
import { ItemMarks } from './item-marks.tsx';
import { exactTimeIn, timeIn } from '../parts/newsroom-time.ts';
import { useMay } from '../parts/person-context.ts';
import { itemName } from '../parts/item-name.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { beforePinning } from '../parts/questions.ts';
import { useKeeper } from '../kept/use-keeper.ts';
import type { ItemFields } from '../fields/item-fields.ts';
import { useRowKeys } from '../kept/use-row-keys.ts';
import { StillPlace } from '../parts/still-place.tsx';
import { useSoftLock } from '../presence/soft-lock.tsx';
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

/** One item of the feed: what it says, what it is, and what can be done to it. */
export function ItemRow({ feed, zone, entry, current, pinned, onOpen, onChanged }: Props) {
  const api = useApi();
  const say = useSay();
  const keeper = useKeeper();
  const pinning = useAction();
  const publishes = useMay('publish', feed);
  const [isAsking, setAsking] = useState(false);
  const [isHistory, setHistory] = useState(false);
  const { open, row, openForm, see, close } = useItemRow(feed, current, onOpen);

  const lock = useSoftLock(entry.id);
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
  const toggleKey = (item: Item): void => {
    void pinning.run(
      async () => {
        onChanged(await api.change(feed, item.id, item.rev, { kind: 'edit', key: !item.key }));
        say(item.key ? 'No key event any more' : 'A key event now');
      },
      item.key ? 'Still a key event' : 'No key event',
    );
  };
  const isOther = pinned !== null && pinned.id !== entry.id;
  const begin = (kind: ItemChange, opener: HTMLElement): void => {
    const item = isTombstone(current) ? entry : current;
    if (isTombstone(item)) return;
    const openIt = () => openForm(kind, item, opener);
    if (kind === 'edit' || kind === 'correct') lock.ask(openIt);
    else openIt();
  };
  const pin = (): void => {
    if (isTombstone(entry)) return;
    if (isOther && !entry.pinned) setAsking(true);
    else togglePin(entry);
  };
  const restore = (old: ItemFields, now: ItemFields, rev: number): void => {
    setHistory(false);
    keepForCorrection(keeper, feed, entry.id, { old, now, rev });
    if (row.current !== null) begin('correct', row.current);
  };
  const act = (kind: ItemChange) => (): void => {
    if (row.current !== null) begin(kind, row.current);
  };
  const keysOf = (item: Item): Readonly<Record<string, () => void>> => ({
    h: () => setHistory(true),
    ...(publishes && {
      p: pin,
      m: () => toggleKey(item),
      ...Object.fromEntries(
        changesOf(item).flatMap((kind) => {
          const { letter } = itemChanges[kind];
          return letter === undefined ? [] : [[letter, act(kind)]];
        }),
      ),
    }),
  });
  const onKey = useRowKeys(isTombstone(entry) || open !== null ? {} : keysOf(entry));

  return (
    <li ref={row} class="nr-row" tabIndex={-1} onKeyDown={onKey}>
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
              class={isStruck(entry) ? 'nr-words nr-words-struck' : 'nr-words'}
              lang={entry.lang}
              dir="auto"
            >
              <a
                href={`${ownServer()}feeds/${feed}/items/${entry.id}`}
                target="_blank"
                rel="noopener"
              >
                {itemName(entry)}
              </a>
            </p>
            {open === null && lock.shown}
            <ItemButtons
              item={entry}
              publishes={publishes}
              opened={open?.kind}
              isPinning={pinning.busy}
              onOpen={begin}
              onPin={pin}
              onHistory={() => setHistory(true)}
            />
            {isAsking && pinned !== null && (
              <Ask
                {...beforePinning(itemName(pinned))}
                onYes={() => togglePin(entry)}
                onNo={() => setAsking(false)}
              />
            )}
          </>
        )}
        {isHistory && !isTombstone(entry) && (
          <ItemHistory
            feed={feed}
            id={entry.id}
            name={itemName(entry)}
            zone={zone}
            {...(publishes && { onRestore: restore })}
            onClose={() => setHistory(false)}
          />
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
