import type { Position } from '../../feed/position.ts';

/** Where its items go: straight to readers, or into the queue of drafts. */
export type UpstreamMode = 'published' | 'drafts';

export interface NewUpstream {
  /** The feed here. */
  readonly feed: string;
  /** The public address of the feed there. */
  readonly url: string;
  /** What readers are told that its items come from; its host: as it names itself. */
  readonly name: string;
  readonly mode: UpstreamMode;
  /** What names this newsroom there. */
  readonly token?: string | undefined;
  /** Where in its log it begins; the tag is empty before its first change. */
  readonly position: Position;
  /** Whether items from before now are taken. */
  readonly hasPast: boolean;
}

/** An upstream as the newsroom sees it, without its token. */
export interface Upstream {
  readonly id: string;
  readonly feed: string;
  readonly url: string;
  readonly name: string;
  readonly mode: UpstreamMode;
  readonly hasToken: boolean;
  readonly by: string;
  readonly createdAt: string;
  /** `failing`: the latest look failed. `ended`: the other newsroom has ended it. */
  readonly health: 'well' | 'failing' | 'paused' | 'ended';
  /** Why the latest look failed, or why it ended. */
  readonly reason?: string;
  /** The latest change there whose news are here. */
  readonly seq: number;
  /** How many changes there are not here yet, as of the latest answer. */
  readonly behind: number;
  readonly answeredAt?: string;
  /** When a failed look is tried again. */
  readonly nextAt?: string;
  /** Items whose later wordings were left, because somebody has changed them here. */
  readonly kept: number;
  /** Changes that cannot be taken, and why the latest could not. */
  readonly skipped: number;
  readonly skippedReason?: string;
  readonly compared?: Compared;
}

/** What was found when the log there had another history, after a backup was restored, say. */
export interface Compared {
  /** RFC 3339, UTC. */
  readonly at: string;
  readonly items: number;
  /** Items that are here, and are not there any more: they stay. */
  readonly missing: number;
  /** The ids of the first of them. */
  readonly missingItems: readonly string[];
}

/** What an instance needs to read an upstream. */
export interface FoundUpstream {
  readonly id: string;
  readonly feed: string;
  readonly url: string;
  readonly name: string;
  readonly mode: UpstreamMode;
  readonly token?: string | undefined;
  /** Items from before it are not taken; undefined: all are. */
  readonly since?: string | undefined;
  readonly rev: number;
  readonly position: Position;
  readonly failures: number;
}

/** What people may change. */
export interface UpstreamChange {
  readonly state?: 'running' | 'paused' | undefined;
  readonly name?: string | undefined;
  readonly mode?: UpstreamMode | undefined;
  /** The feed has moved: what has come from it before goes on by its new address. */
  readonly url?: string | undefined;
  /** Null: none. */
  readonly token?: string | null | undefined;
}

/** The name of an upstream that people have given none. */
export function hostOf(url: string): string {
  return new URL(url).host;
}
