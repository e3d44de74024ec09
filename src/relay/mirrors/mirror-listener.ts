import type { Change } from '../../feed/change.ts';

/** What a mirror tells: changes in order, and that the feed has another history than before. */
export interface MirrorListener {
  readonly onChanges: (changes: readonly Change[]) => void;
  readonly onReset: (feed: string) => void;
  /** What went wrong with one feed, in a few words. */
  readonly onFault: (feed: string, reason: string) => void;
}
