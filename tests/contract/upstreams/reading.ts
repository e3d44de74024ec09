import { randomUUID } from 'node:crypto';
import { SqlUpstreamLeases } from '../../../src/log/sql/upstreams/sql-upstream-leases.ts';
import { SqlUpstreams } from '../../../src/log/sql/upstreams/sql-upstreams.ts';
import type { ToldChange, ToldWording } from '../../../src/log/upstreams/told-change.ts';
import type { FoundUpstream, NewUpstream } from '../../../src/log/upstreams/upstream.ts';
import { contentOf } from '../commands.ts';
import type { LogRoom } from '../on-every-database.ts';

export const by = { name: 'Ada' };
export const url = 'https://other.example/feeds/storm';
export const place = { epoch: 'there', seq: 0, tag: '' };
/** The story's own times. */
export const time = (minute: number) => new Date(Date.UTC(2021, 1, 19, 10, minute)).toISOString();

export function wording(
  id: string,
  rev: number,
  headline: string,
  more: Partial<ToldWording> = {},
): ToldWording {
  const origin = { name: 'The Other', url: `${url}/items/${id}`, path: ['there'] };
  return {
    kind: 'wording',
    id,
    rev,
    change: rev === 1 ? 'post' : 'edit',
    postedAt: time(0),
    at: time(rev),
    note: '',
    content: { ...contentOf(headline), origin },
    markdown: `${headline}.`,
    ...more,
  };
}

/** An upstream that this instance reads. */
export class Reading {
  private seq = 0;

  private constructor(
    readonly leases: SqlUpstreamLeases,
    readonly upstream: FoundUpstream,
    readonly holder: string,
  ) {}

  static async begin(room: LogRoom, more: Partial<NewUpstream> = {}, mostDrafts?: number) {
    const leases = new SqlUpstreamLeases(room.database, mostDrafts);
    const { id } = await new SqlUpstreams(room.database).add(
      {
        feed: room.feed,
        url,
        name: 'The Other',
        mode: 'published',
        position: place,
        hasPast: true,
        ...more,
      },
      by,
    );
    const holder = randomUUID();
    const upstream = await leases.take(id, holder, 60);
    if (upstream === undefined) throw new Error('It was not taken.');
    return new Reading(leases, upstream, holder);
  }

  private at(seq: number) {
    return seq === 0 ? place : { epoch: 'there', seq, tag: `tag-${seq}` };
  }

  /** Tells one change after the other. */
  async tell(...all: readonly (ToldChange | undefined)[]): Promise<readonly string[]> {
    const kinds: string[] = [];
    for (const told of all) {
      const step = { told, position: this.at(this.seq + 1) };
      const done = await this.leases.follow(this.upstream, this.holder, this.at(this.seq), step);
      kinds.push(done.kind);
      if (done.kind === 'done') this.seq += 1;
    }
    return kinds;
  }

  /** Tells what an item is there now: logs are being compared. */
  async state(told: ToldWording): Promise<void> {
    const step = { told: { ...told, isState: true as const } };
    await this.leases.follow(this.upstream, this.holder, this.at(this.seq), step);
  }

  again(seq: number, told: ToldChange) {
    const step = { told, position: this.at(seq + 1) };
    return this.leases.follow(this.upstream, this.holder, this.at(seq), step);
  }
}
