import type { Actor } from '../../database/audit.ts';

/** Which entries come: those that have one of each list that is given, whatever the case of letters. */
export interface WireFilter {
  /** In the headline or the text. */
  readonly words?: readonly string[];
  readonly tags?: readonly string[];
  readonly authors?: readonly string[];
}

export interface NewWire {
  readonly feed: string;
  readonly url: string;
  readonly goes: 'queue' | 'out';
  readonly everySeconds: number;
  readonly filter: WireFilter;
}

/** What a look at a wire came to. */
export interface WireLook {
  /** RFC 3339, UTC. */
  readonly at: string;
  /** `same`: the address said that nothing has changed. */
  readonly outcome: 'read' | 'same' | 'failed';
  /** Why it failed, in words of ours. */
  readonly reason?: string;
  readonly made?: number;
  readonly changed?: number;
  readonly removed?: number;
  /** Changed here since: left as they are. */
  readonly kept?: number;
  /** Not taken by the rules of an editor's input. */
  readonly faulty?: number;
}

/** A wire as the newsroom sees it. */
export interface Wire extends NewWire {
  readonly id: string;
  readonly by: string;
  readonly createdAt: string;
  readonly health: 'well' | 'failing' | 'down' | 'paused';
  readonly nextAt?: string;
  readonly latest?: WireLook;
}

/** What an instance needs that looks at a wire. */
export interface FoundWire extends NewWire {
  readonly id: string;
  readonly rev: number;
  readonly since: string;
  readonly actor: Actor;
  readonly failures: number;
  readonly etag?: string;
  readonly modified?: string;
}

/** What people may change. */
export interface WireChange {
  readonly state?: 'running' | 'paused';
  readonly goes?: 'queue' | 'out';
  readonly everySeconds?: number;
  readonly filter?: WireFilter;
}

/** What is written down behind a look. */
export interface WireStep {
  readonly look: Omit<WireLook, 'at'>;
  readonly failures: number;
  readonly waitSeconds: number;
  readonly etag?: string | undefined;
  readonly modified?: string | undefined;
}

/** What became of an entry among the drafts. */
export interface WireEntry {
  readonly item: string;
  readonly rev: number;
  readonly digest: string;
}
