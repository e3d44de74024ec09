import type { DraftAct } from '../../feed/newsroom-messages.ts';
import type { Position } from '../../feed/position.ts';
import type { Appended } from '../log.ts';
import type { ToldChange } from './told-change.ts';
import type { Compared, FoundUpstream } from './upstream.ts';

/** A step in the log of an upstream: what a change there says, and the position that is reached with it. */
export interface FollowStep {
  /** Undefined: it does not concern this newsroom. */
  readonly told?: ToldChange | undefined;
  /** Undefined: logs are being compared, and the position stays. */
  readonly position?: Position | undefined;
}

/**
 * What became of a step. `lost`: nothing was written, because another instance reads the upstream by now, or people have changed
 * it. `full`: nothing was written, because too many drafts wait.
 */
export type Followed =
  | {
      readonly kind: 'done';
      readonly appended: readonly Appended[];
      /** Words were erased: they leave the files of the database as well. */
      readonly erases: boolean;
      /** A draft that editors have to be told of, with what was done to it. */
      readonly draft?: { readonly id: string; readonly act: DraftAct };
    }
  | { readonly kind: 'lost' | 'full' };

/** What an instance says of a look at an upstream. */
export interface Looked {
  /** Why it failed; undefined: it did not. */
  readonly reason?: string;
  /** How long the next look waits. */
  readonly waitSeconds?: number;
  /** The latest change there. */
  readonly head?: number;
  /** The other newsroom has ended it. */
  readonly ends?: true;
}

export interface UpstreamCount {
  readonly state: 'running' | 'failing' | 'paused' | 'ended';
  readonly count: number;
  /** Changes there that the one which is furthest behind has not here. */
  readonly behind: number;
}

/**
 * Upstreams as instances read them, over all instances: an instance reads one only while it has its lease, by the database's clock.
 */
export abstract class UpstreamLeases {
  /** Upstreams that no other instance reads and whose time has come: those that have waited longest first. */
  abstract due(holder: string, limit: number): Promise<readonly string[]>;

  /** Takes a lease; undefined: another instance was faster, or there is no reason any more. */
  abstract take(id: string, holder: string, seconds: number): Promise<FoundUpstream | undefined>;

  /** Renews the leases of these, and answers those that are this instance's still. */
  abstract renew(
    held: readonly Pick<FoundUpstream, 'id' | 'rev'>[],
    holder: string,
    seconds: number,
  ): Promise<readonly string[]>;

  /** Ends the lease. */
  abstract leave(id: string, holder: string): Promise<void>;

  /** Writes down what a look came to. False when the lease is lost. */
  abstract looked(upstream: FoundUpstream, holder: string, look: Looked): Promise<boolean>;

  /**
   * Carries out a step in one transaction, the position with it: whatever breaks off, nothing comes twice and nothing is left out.
   * `from`: where this instance believes the position to be.
   */
  abstract follow(
    upstream: FoundUpstream,
    holder: string,
    from: Position,
    step: FollowStep,
  ): Promise<Followed>;

  /** The revisions there of all items that have come from an upstream, by their ids: 50,000 at most, the latest. */
  abstract toldRevs(upstream: FoundUpstream): Promise<ReadonlyMap<string, number>>;

  /** Writes down what a comparison has found, and goes on from the position. False when the lease is lost. */
  abstract compared(
    upstream: FoundUpstream,
    holder: string,
    position: Position,
    found: Omit<Compared, 'at'>,
  ): Promise<boolean>;

  abstract counts(): Promise<readonly UpstreamCount[]>;
}
