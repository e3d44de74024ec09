import type { Change } from '../../../src/feed/change.ts';
import type { Item } from '../../../src/feed/item.ts';

/**
 * The screen may have changed. `changes`: what was applied, oldest first; empty after a new snapshot and after an act
 * of the reader. `arrived`: the new items, newest first, shown or waiting. `broke`: the items that became breaking
 * news, new or not.
 */
export interface ScreenEvent {
  readonly kind: 'screen';
  readonly changes: readonly Change[];
  readonly arrived: readonly Item[];
  readonly broke: readonly Item[];
}

/** An event of a store: its status changed, or its screen. */
export type StoreEvent = { readonly kind: 'status' } | ScreenEvent;
