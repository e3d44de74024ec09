import { useEffect, useState } from 'preact/hooks';
import type { Composer } from '../compose/use-composer.ts';
import { useMay } from '../parts/person-context.ts';
import { HeldRow } from './held-row.tsx';
import type { HeldPost } from './use-held.ts';

interface Props {
  readonly feed: string;
  readonly zone: string;
  readonly posts: readonly HeldPost[];
  readonly composer: Composer;
  readonly onChanged: () => void;
}

/** The posts that no reader has yet, on top of the feed, each with the seconds that are left to take it back. */
export function HeldList({ feed, zone, posts, composer, onChanged }: Props) {
  const publishes = useMay('publish', feed);
  const [nowMs, setNow] = useState(() => Date.now());
  const isWaiting = posts.length > 0;
  useEffect(() => {
    if (!isWaiting) return undefined;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [isWaiting]);
  if (!isWaiting) return null;
  return (
    <ul class="nr-list nr-held" aria-label="Held">
      {posts.map(({ draft, outMs }, index) => (
        <HeldRow
          key={draft.item.id}
          feed={feed}
          zone={zone}
          draft={draft}
          leftSeconds={Math.max(0, Math.ceil((outMs - nowMs) / 1_000))}
          isLatest={index === 0}
          publishes={publishes}
          composer={composer}
          onChanged={onChanged}
        />
      ))}
    </ul>
  );
}
