import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { isTombstone, type Entry } from '../../../src/feed/item.ts';
import { ItemRow } from './item-row.tsx';
import { dayIn } from '../parts/newsroom-time.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { stillItems } from '../parts/still-rows.ts';
import { useAction } from '../parts/use-action.ts';
import type { LiveFeed } from '../feeds/use-live-feed.ts';
import { useOpenForms } from '../parts/use-open-forms.ts';

interface Props {
  readonly feed: string;
  readonly zone: string;
  readonly live: LiveFeed;
  /** What stands on top of the feed. */
  readonly children?: ComponentChildren;
}

/** The feed as it is, newest first, under headings for the newsroom's days. */
export function ItemList({ feed, zone, live, children }: Props) {
  const older = useAction();
  const open = useOpenForms();
  const shown = useRef<readonly Entry[]>([]);
  const rows = stillItems(shown.current, live.items, open.ids, isTombstone);
  shown.current = rows;
  const waiting = live.items.length - rows.length;
  const current = new Map(live.items.map((entry) => [entry.id, entry]));
  const days = byDay(rows, zone);
  return (
    <section class="nr-feed" aria-labelledby="feed-title">
      <h2 id="feed-title">
        In the feed{' '}
        {waiting > 0 && (
          <span class="nr-hint" role="status">
            {waiting} new, shown when the form is closed
          </span>
        )}
      </h2>
      {children}
      {live.isKnown && live.items.length === 0 && (
        <p class="nr-hint">Nothing yet. The first thing you publish starts the feed.</p>
      )}
      {!live.isKnown && <p class="nr-hint">Fetching the feed…</p>}
      {days.map(({ day, entries }) => (
        <section key={day} aria-label={day}>
          <h3 class="nr-day">{day}</h3>
          <ol class="nr-list">
            {entries.map((entry) => (
              <ItemRow
                key={entry.id}
                feed={feed}
                zone={zone}
                entry={entry}
                current={current.get(entry.id) ?? entry}
                pinned={live.pinned}
                onOpen={(isOpen) => open.set(entry.id, isOpen)}
                onChanged={live.layOver}
              />
            ))}
          </ol>
        </section>
      ))}
      {older.problem !== null && <ProblemNote problem={older.problem} />}
      {live.hasOlder && (
        <p class="nr-actions">
          <button
            type="button"
            disabled={older.busy}
            onClick={() => void older.run(live.loadOlder)}
          >
            Older items
          </button>
        </p>
      )}
    </section>
  );
}

function byDay(
  items: readonly Entry[],
  zone: string,
): readonly { readonly day: string; readonly entries: readonly Entry[] }[] {
  const days = Map.groupBy(items, (entry) => dayIn(zone, entry.postedAt));
  return [...days].map(([day, entries]) => ({ day, entries }));
}
