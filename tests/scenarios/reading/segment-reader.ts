import { accept } from '../../../src/feed/acceptance.ts';
import { apply } from '../../../src/feed/apply.ts';
import { newest, snapshotItems, type Snapshot } from '../../../src/feed/snapshot.ts';
import { segmentChanges, type LogHead, type LogSegment } from '../../../src/feed/messages.ts';
import { call } from '../../call.ts';

/** Follows a feed with nothing but GET, as a shell script with curl would. */
export class SegmentReader {
  readonly broken: string[] = [];
  readonly asked: string[] = [];
  view: Snapshot | undefined;

  constructor(private readonly feed: string) {}

  get newest(): Snapshot | undefined {
    return this.view === undefined ? undefined : newest(this.view, snapshotItems);
  }

  async poll(url: string): Promise<void> {
    const path = `/api/v1/feeds/${this.feed}`;
    this.view ??= (await call(url, 'GET', path)).json as unknown as Snapshot;
    const head = (await call(url, 'GET', `${path}/head`)).json as unknown as LogHead;
    while (this.view.seq < head.seq) {
      const before: Snapshot = this.view;
      const n = Math.floor(before.seq / segmentChanges);
      const segmentPath = `${path}/log/${head.epoch}/${n}?v=${head.scrubbed}`;
      this.asked.push(segmentPath);
      const segment = (await call(url, 'GET', segmentPath)).json as unknown as LogSegment;
      this.view = segment.changes
        .filter((change) => change.seq > before.seq)
        .reduce((view, change) => {
          if (accept(view, () => undefined, change) !== 'next')
            this.broken.push(`${change.seq} at ${view.seq}`);
          return apply(view, change);
        }, before);
      if (this.view.seq === before.seq) throw new Error(`${segmentPath} brought nothing.`);
    }
  }
}
