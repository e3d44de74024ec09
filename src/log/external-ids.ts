import type { ExternalId } from './external-id.ts';
import type { EarlierUse } from './log.ts';

export type { ExternalId } from './external-id.ts';

/**
 * Which item or draft has which external id: each id is of one item of its feed, for ever. Ids are given when an item or
 * a draft is written (see Log.publish, Log.keepDraft), and are for the newsroom alone: no reader gets one.
 */
export abstract class ExternalIds {
  /**
   * What was made under this id before, in its present state; undefined for a new id. Throws `external_id_taken`, which
   * names the item, when it was made of something else.
   */
  abstract earlierUse(feed: string, external: ExternalId): Promise<EarlierUse | undefined>;

  /** The item or draft that has an id, whatever it was made of, also when it is gone. */
  abstract itemOf(feed: string, id: string): Promise<string | undefined>;

  /** The external ids of those of these items that have one. One query, 1,000 items at most: the caller bounds them. */
  abstract of(feed: string, items: readonly string[]): Promise<ReadonlyMap<string, string>>;
}
