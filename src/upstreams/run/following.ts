import type { Position } from '../../feed/position.ts';
import { Refusal } from '../../feed/refusal.ts';
import type { Appended } from '../../log/log.ts';
import type { DraftAct } from '../../feed/newsroom-messages.ts';
import type { ToldChange } from '../../log/upstreams/told-change.ts';
import type { FoundUpstream } from '../../log/upstreams/upstream.ts';
import type { UpstreamLeases } from '../../log/upstreams/upstream-leases.ts';

/** What tells people and readers here of what has come. */
export interface Tellers {
  readonly appended: (appended: Appended) => void;
  readonly draft: (upstream: FoundUpstream, id: string, act: DraftAct) => void;
}

/** This instance reads the upstream no longer: its lease is lost, or people have changed it. */
export class Lost extends Error {
  override readonly name = 'Lost';
}

/** Too many drafts wait for people. */
export class Full extends Error {
  override readonly name = 'Full';
}

/** How far an instance is with an upstream: each step is in the database before the next. */
export class Following {
  position: Position;

  constructor(
    readonly upstream: FoundUpstream,
    private readonly leases: UpstreamLeases,
    private readonly holder: string,
    private readonly tell: Tellers,
  ) {
    this.position = upstream.position;
  }

  /** Takes what a change says, and goes on to its position; without one, stays. Throws Lost and Full. */
  async step(told: ToldChange | undefined, position?: Position): Promise<void> {
    try {
      await this.take(told, position);
    } catch (error) {
      if (!(error instanceof Refusal) || error.retry || told === undefined) throw error;
      // What the log refuses for good must not stop what comes behind it.
      const erases = told.kind === 'wording' && told.change === 'redact';
      const reason = `A change was refused: ${error.title}.`;
      await this.take({ kind: 'unusable', id: told.id, erases, reason }, position);
    }
  }

  private async take(told: ToldChange | undefined, position?: Position): Promise<void> {
    const { upstream, leases, holder, tell } = this;
    const followed = await leases.follow(upstream, holder, this.position, { told, position });
    if (followed.kind !== 'done') throw followed.kind === 'full' ? new Full() : new Lost();
    if (position !== undefined) this.position = position;
    for (const appended of followed.appended) tell.appended(appended);
    if (followed.draft !== undefined) tell.draft(upstream, followed.draft.id, followed.draft.act);
  }
}
