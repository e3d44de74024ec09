import { useLayoutEffect, useRef } from 'preact/hooks';
import type { SearchPiece } from '../../../src/feed/messages.ts';
import type { FeedRow } from '../api/answers.ts';
import { ownServer } from '../api/own-server.ts';
import { TextField } from '../forms/text-field.tsx';
import { dateTimeIn } from '../parts/newsroom-time.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import type { Found } from './search-calls.ts';
import { useSearch } from './use-search.ts';

interface Props {
  readonly feeds: readonly FeedRow[];
  readonly onFeed: (feed: string) => void;
}

/** Finds published items in all feeds by their words. */
export function ItemSearch({ feeds, onFeed }: Props) {
  const search = useSearch();
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  const { found } = search;
  return (
    <div class="nr-form">
      <TextField
        label="Words of an item"
        hint="In its present wording, with its bylines and tags. The last word may be unfinished."
        value={search.words}
        onValue={search.search}
        fieldRef={field}
      />
      <ProblemNote problem={search.problem} onRetry={() => void search.reload()} />
      <p role="status" class="nr-hint">
        {found === null ? '' : statusOf(found.length, search.hasMore, search.isComplete)}
      </p>
      <ul class="nr-list nr-found">
        {(found ?? []).map((one) => (
          <FoundRow
            key={one.id}
            found={one}
            feed={feeds.find(({ feed }) => feed === one.feed)}
            onFeed={() => onFeed(one.feed)}
          />
        ))}
      </ul>
      {search.hasMore && (
        <p>
          <button type="button" disabled={search.isBusy} onClick={search.more}>
            Older ones
          </button>
        </p>
      )}
    </div>
  );
}

function statusOf(count: number, hasMore: boolean, isComplete: boolean): string {
  const words = count === 0 ? 'Nothing was found.' : `${count}${hasMore ? ' and more' : ''} found.`;
  return isComplete ? words : `${words} Not everything can be found yet: try again in a minute.`;
}

interface RowProps {
  readonly found: Found;
  readonly feed: FeedRow | undefined;
  readonly onFeed: () => void;
}

function FoundRow({ found, feed, onFeed }: RowProps) {
  const { headline, snippet } = found;
  const hasHeadline = headline.length > 0;
  // What has no headline is named by its text.
  const name = hasHeadline ? headline : snippet;
  return (
    <li>
      <p class="nr-hint">
        <time dateTime={found.at}>{dateTimeIn(feed?.info.timezone ?? 'UTC', found.at)}</time>
        {found.isStruck && ' Withdrawn.'}{' '}
        <button type="button" onClick={onFeed}>
          Desk of {feed?.info.title ?? found.feed}
        </button>
      </p>
      <p dir="auto">
        <a
          href={`${ownServer()}feeds/${found.feed}/items/${found.id}`}
          target="_blank"
          rel="noopener"
        >
          {name.length === 0 ? 'Update' : <Marked pieces={name} />}
        </a>
      </p>
      {hasHeadline && (
        <p dir="auto">
          <Marked pieces={snippet} />
        </p>
      )}
    </li>
  );
}

function Marked({ pieces }: { readonly pieces: readonly SearchPiece[] }) {
  return <>{pieces.map(({ text, isHit }) => (isHit === true ? <mark>{text}</mark> : text))}</>;
}
