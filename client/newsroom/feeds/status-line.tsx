import { useState } from 'preact/hooks';
import { timeIn } from '../parts/newsroom-time.ts';
import { Faces } from '../presence/faces.tsx';
import { useReaders } from '../presence/presence-context.ts';
import { SaidWords, type Said } from '../parts/said-line.tsx';
import { LoadedDialog } from '../places/loaded-dialog.tsx';
import type { LiveFeed } from './use-live-feed.ts';

const loadNumbers = async () => (await import('../numbers/numbers-panel.tsx')).NumbersPanel;

interface Props {
  readonly feed: string;
  readonly live: LiveFeed;
  readonly zone: string;
  /** The result of the editor's latest act. */
  readonly said: Said;
}

/** Shows whether the list of items is live, how many read, who else is in the feed, and the result of the latest act. */
export function StatusLine({ feed, live, zone, said }: Props) {
  const readers = useReaders();
  const [asksReaders, setAsksReaders] = useState(false);
  return (
    <>
      <div class="nr-status" role="status">
        <span class={`nr-lamp nr-lamp-${live.status}`} aria-hidden="true" />
        <span>{standing(live, zone)}</span>
        {readers !== undefined && (
          <button
            type="button"
            class="nr-readers"
            aria-haspopup="dialog"
            onClick={() => setAsksReaders(true)}
          >
            {readers.toLocaleString('en')} {readers === 1 ? 'reader' : 'readers'}
          </button>
        )}
        <Faces zone={zone} />
        {said !== null && <SaidWords said={said} />}
      </div>
      {asksReaders && (
        <LoadedDialog
          title="Readers"
          load={loadNumbers}
          draw={(NumbersPanel) => <NumbersPanel feed={feed} />}
          onClose={() => setAsksReaders(false)}
        />
      )}
    </>
  );
}

function standing({ status, staleSince }: LiveFeed, zone: string): string {
  const since =
    staleSince === undefined
      ? ''
      : `, not updating since ${timeIn(zone, new Date(staleSince).toISOString())}`;
  switch (status) {
    case 'idle':
    case 'connecting':
      return 'Connecting';
    case 'live':
      return 'Live';
    case 'reconnecting':
      return `Reconnecting${since}`;
    case 'offline':
      return `Offline${since}`;
    case 'refused':
      return 'The server refuses this feed';
    case 'ended':
      return `Coverage ended${since}`;
  }
}
