import type { Change } from '../../../src/feed/change.ts';
import type { Item } from '../../../src/feed/item.ts';

/** The feed changed: by which changes (a reset names none), what is new, and what is breaking news since, new or not. */
export interface ScreenEvent {
  readonly kind: 'screen';
  readonly changes: readonly Change[];
  readonly arrived: readonly Item[];
  readonly broke: readonly Item[];
}

/** What a store tells: how it stands, or that the feed changed. */
export type StoreEvent = { readonly kind: 'status' } | ScreenEvent;
