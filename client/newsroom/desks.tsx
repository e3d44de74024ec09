import { useRef } from 'preact/hooks';
import type { FeedRow } from './api/answers.ts';
import { Desk } from './desk.tsx';
import type { Feeds } from './feeds/use-feeds.ts';
import { useMay } from './parts/person-context.ts';
import type { Said } from './parts/said-line.tsx';
import { LoadedPlace } from './places/loaded-place.tsx';

const loadFeedForm = async () => (await import('./feeds/feed-form.tsx')).FeedForm;

interface Props {
  readonly feeds: Feeds;
  readonly isShown: boolean;
  readonly said: Said;
  readonly onCreated: (row: FeedRow) => void;
}

/** The desk of the feed in use, from the first time it is shown; or what is to be done where there is no such feed. */
export function Desks({ feeds: { rows, chosen }, isShown, said, onCreated }: Props) {
  const wasShown = useRef(false);
  const createsFeeds = useMay('create feed');
  if (isShown) wasShown.current = true;
  if (!wasShown.current || rows === null) return null;
  if (chosen !== undefined) return <Desk key={chosen.feed} row={chosen} said={said} />;
  if (rows.length > 0) {
    return (
      <main class="nr-alone">
        <h2>There is no such feed</h2>
        <p>Choose one above.</p>
      </main>
    );
  }
  return (
    <main class="nr-alone">
      {createsFeeds ? (
        <>
          <h2>Start your first feed</h2>
          <LoadedPlace
            isPart
            load={loadFeedForm}
            draw={(FeedForm) => <FeedForm onCreated={onCreated} />}
          />
        </>
      ) : (
        <>
          <h2>There is no feed yet</h2>
          <p>An admin starts the first one.</p>
        </>
      )}
    </main>
  );
}
