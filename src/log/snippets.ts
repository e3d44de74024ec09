import type { Actor } from '../database/audit.ts';
import type { Snippet, SnippetList } from '../feed/newsroom-messages.ts';

/** The snippets of each feed: for who writes there, never for readers. */
export abstract class Snippets {
  /** Undefined for an unknown feed. */
  abstract of(feed: string): Promise<SnippetList | undefined>;

  /** Replaces all of them. Throws `unknown_feed`, and `stale_revision` where they are at another revision than `rev`. */
  abstract replace(
    feed: string,
    rev: number,
    snippets: readonly Snippet[],
    by: Actor,
  ): Promise<SnippetList>;
}
