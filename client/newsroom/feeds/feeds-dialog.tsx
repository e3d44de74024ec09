import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { isUnlisted } from '../../../src/feed/feed-info.ts';
import type { FeedRow } from '../api/answers.ts';
import { Modal } from '../parts/modal.tsx';
import { useMay } from '../parts/person-context.ts';
import { TextField } from '../forms/text-field.tsx';
import { feedsLike } from './feeds-like.ts';

interface Props {
  readonly rows: readonly FeedRow[];
  readonly chosen: string | undefined;
  readonly onChoose: (feed: string) => void;
  readonly onNewFeed: () => void;
  readonly onClose: () => void;
}

/** More would be scrolled through in vain: a word more finds it. */
const maxShown = 50;

/** Finds a feed among hundreds: type, then Enter for the first, or arrows for another. */
export function FeedsDialog({ rows, chosen, onChoose, onNewFeed, onClose }: Props) {
  const createsFeeds = useMay('create feed');
  const [words, setWords] = useState('');
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const list = useRef<HTMLUListElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  const found = feedsLike(rows, words);
  const shown = found.slice(0, maxShown);

  const step = (event: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    const at = buttons.findIndex((button) => button === document.activeElement);
    const next = at + by;
    if (next < 0) field.current?.focus();
    else buttons[next]?.focus();
  };

  return (
    <Modal title="Feeds" onClose={onClose}>
      <div class="nr-form" onKeyDown={step}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            const [first] = shown;
            if (first !== undefined) onChoose(first.feed);
          }}
        >
          <TextField
            label="Find a feed"
            hint={`${found.length} of ${rows.length}`}
            value={words}
            onValue={setWords}
            fieldRef={field}
          />
        </form>
        {shown.length === 0 && <p>No feed has these words in its title or address.</p>}
        <ul ref={list} class="nr-list nr-feed-choices">
          {shown.map(({ feed, info }) => (
            <li key={feed}>
              <button
                type="button"
                aria-current={feed === chosen ? 'true' : undefined}
                onClick={() => onChoose(feed)}
              >
                <span lang={info.lang} dir="auto">
                  {info.title}
                </span>
                <span class="nr-hint">
                  {feed}
                  {info.coverage === 'ended' ? ', ended' : ''}
                  {isUnlisted(info) ? ', unlisted' : ''}
                </span>
              </button>
            </li>
          ))}
        </ul>
        {found.length > maxShown && (
          <p class="nr-hint">{found.length - maxShown} more. Type a word of the one you want.</p>
        )}
        <p class="nr-actions">
          {createsFeeds && (
            <button type="button" onClick={onNewFeed}>
              New feed
            </button>
          )}
          <button type="button" onClick={onClose}>
            Close
          </button>
        </p>
      </div>
    </Modal>
  );
}
