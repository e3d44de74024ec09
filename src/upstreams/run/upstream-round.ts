import { setTimeout as sleep } from 'node:timers/promises';
import { Refusal } from '../../feed/refusal.ts';
import { segmentChanges } from '../../feed/messages.ts';
import type { UpstreamLeases } from '../../log/upstreams/upstream-leases.ts';
import type { RemoteHead } from '../../remote/answers.ts';
import { RemoteFault } from '../../remote/remote-fault.ts';
import type { RemoteFeed } from '../remote/remote-feed.ts';
import { toldByChange } from '../remote/told.ts';
import { compare, sourceOf } from './compare.ts';
import { Full, Lost, type Following } from './following.ts';
import { NameThere } from './name-there.ts';

export interface RoundSettings {
  /** How often is looked whether there is something new. */
  readonly pollMs: number;
  /** How often it is said to the other newsroom, and written down here, that all is well. */
  readonly sayMs: number;
  /** How long what the other newsroom calls itself is not asked again. */
  readonly nameMs: number;
  /** How long the next look waits after so many failures in a row. */
  readonly waitSeconds: (failures: number, asked?: number) => number;
}

export interface RoundParts {
  readonly remote: RemoteFeed;
  readonly leases: UpstreamLeases;
  readonly holder: string;
  readonly settings: RoundSettings;
  readonly onError: (error: unknown) => void;
}

/** Looks in a row that find the log shorter than it was: it is another log then, and no cache that is late. */
const looksBehind = 3;
const fullSeconds = 30;
/** Comparisons in a row, and how long the next ones wait: each reads the whole feed. */
const maxCompared = 3;
const comparedSeconds = 120;

/** Follows one upstream while this instance has its lease: until a look fails, the lease is lost or the signal comes. */
export class UpstreamRound {
  private behind = 0;
  private saidMs = -Infinity;
  private head: number;
  private hasAnswered = false;
  private compared = 0;
  private readonly name: NameThere;

  constructor(
    private readonly following: Following,
    private readonly parts: RoundParts,
    private readonly signal: AbortSignal,
  ) {
    this.head = following.position.seq;
    this.name = new NameThere(following.upstream, parts.remote, parts.settings.nameMs);
  }

  async run(): Promise<void> {
    try {
      while (!this.signal.aborted) {
        await this.checkIn();
        await this.look();
        await sleep(this.parts.settings.pollMs, undefined, { signal: this.signal });
      }
    } catch (error) {
      if (this.signal.aborted || error instanceof Lost) return;
      await this.failed(error);
    }
  }

  private async failed(error: unknown): Promise<void> {
    const { leases, holder, settings, onError } = this.parts;
    const { upstream } = this.following;
    if (error instanceof Full) {
      const reason = 'waits: too many drafts are in the queue; approve or discard some';
      await leases.looked(upstream, holder, { reason, waitSeconds: fullSeconds });
      return;
    }
    const isKnown = error instanceof RemoteFault;
    if (!isKnown) onError(error);
    const reason = isKnown ? error.reason : reasonHere(error);
    const { wants, afterSeconds } = isKnown ? error : {};
    const failures = this.hasAnswered ? 1 : upstream.failures + 1;
    await leases.looked(upstream, holder, {
      reason,
      waitSeconds: settings.waitSeconds(failures, afterSeconds),
      ...(wants === 'ended' && { ends: true as const }),
    });
  }

  /** Says who follows, and writes down that the upstream answers: each now and then. */
  private async checkIn(): Promise<void> {
    const { remote, settings } = this.parts;
    if (performance.now() - this.saidMs < settings.sayMs) return;
    const { token } = this.following.upstream;
    if (token !== undefined && this.following.position.tag !== '') {
      await remote.checkIn(token, this.following.position);
    }
  }

  private async look(): Promise<void> {
    const { remote, settings } = this.parts;
    const head = await remote.head();
    await this.said(head);
    const { position } = this.following;
    if (head.epoch !== position.epoch) return this.compare();
    if (head.seq < position.seq) {
      this.behind += 1;
      if (this.behind >= looksBehind) await this.compare();
      return;
    }
    this.behind = 0;
    const isOther = position.tag !== '' && head.tag !== position.tag;
    if (head.seq === position.seq && isOther) return this.compare();
    if (!(await this.catchUp(head))) await this.compare();
    // What has come is said soon, but not for each change of many.
    if (this.following.position.seq > position.seq) {
      this.saidMs = Math.min(this.saidMs, performance.now() - (settings.sayMs * 2) / 3);
    }
  }

  /** Takes what is new, in order. False where the log has another history than the one that was followed. */
  private async catchUp(head: RemoteHead): Promise<boolean> {
    const { following, parts } = this;
    if (following.position.seq >= head.seq) return true;
    const source = sourceOf(await this.name.get(), parts.remote)(head.epoch);
    while (following.position.seq < head.seq && !this.signal.aborted) {
      const n = Math.floor(following.position.seq / segmentChanges);
      const segment = (await parts.remote.segment(head, n)) ?? [];
      const news = segment.filter(({ position }) => position.seq > following.position.seq);
      // A cache that is late: the next look finds it.
      if (news.length === 0) return true;
      for (const change of news) {
        const { tag } = following.position;
        if (tag !== '' && change.prev !== tag) return false;
        await following.step(toldByChange(change, source), change.position);
      }
    }
    return true;
  }

  private async compare(): Promise<void> {
    this.compared += 1;
    if (this.compared > maxCompared) {
      throw new RemoteFault('changes its history again and again', undefined, comparedSeconds);
    }
    const { remote, leases, holder } = this.parts;
    const { following } = this;
    const position = await compare(following, {
      remote,
      leases,
      holder,
      sourceAt: sourceOf(await this.name.get(), remote),
    });
    following.position = position;
    this.behind = 0;
  }

  /** Writes a good answer down, where it says something new. */
  private async said({ seq }: RemoteHead): Promise<void> {
    const { leases, holder, settings } = this.parts;
    const isDue = performance.now() - this.saidMs >= settings.sayMs;
    if (!isDue && seq === this.head) return;
    const isOurs = await leases.looked(this.following.upstream, holder, { head: seq });
    if (!isOurs) throw new Lost();
    this.hasAnswered = true;
    this.saidMs = performance.now();
    this.head = seq;
  }
}

function reasonHere(error: unknown): string {
  return error instanceof Refusal ? `stopped here: ${error.title}` : 'stopped here by an error';
}
