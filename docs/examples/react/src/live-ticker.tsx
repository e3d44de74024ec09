import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import {
  defineLiveTicker,
  type LiveTickerAttributes,
  type LiveTickerElement,
  type LiveTickerEvents,
  type LiveTickerStatus,
} from '@dateline/ticker';

// Does nothing on a server.
defineLiveTicker();

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'live-ticker': DetailedHTMLProps<HTMLAttributes<LiveTickerElement>, LiveTickerElement> &
        LiveTickerAttributes & {
          'onlt-status'?: (event: LiveTickerEvents['lt-status']) => void;
        };
    }
  }
}

export interface LiveTickerProps extends LiveTickerAttributes {
  readonly onStatus?: (status: LiveTickerStatus) => void;
}

/** A live feed. React 19 hears the events of elements itself; the items below the element are the element's own. */
export function LiveTicker({ onStatus, ...attributes }: LiveTickerProps) {
  // The first status is told while React still mounts: no state may change then.
  const tell = ({ detail }: LiveTickerEvents['lt-status']) =>
    queueMicrotask(() => onStatus?.(detail));
  return <live-ticker {...attributes} onlt-status={tell} />;
}
