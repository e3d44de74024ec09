import { Cluster, withServices } from '../../faults/cluster.ts';
import { createFeed, datelineWords, feed, post } from '../dateline.ts';
import { pause } from './delivery.ts';
import { Load } from '../load.ts';

/** From an editor's call to readers' sockets, on two instances over Redis and PostgreSQL. Milliseconds. */
export interface Screen {
  readonly readers: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly ok: boolean;
}

export async function publishToScreen(readers: number, messages: number): Promise<Screen> {
  return withServices(async (shared) => {
    await using cluster = await Cluster.start(2, shared);
    const [url = ''] = cluster.urls;
    await createFeed(url, feed);
    const ports = cluster.urls.map((one) => Number(new URL(one).port));
    const load = new Load(readers, { ports, loadWords: datelineWords }, messages, [
      '--rate',
      '1400',
    ]);
    await load.ready;
    await pause(1_000);
    for (let n = 0; n < messages; n += 1) {
      await post(url, feed, 600, n);
      await pause(100);
    }
    const { lat_all_p50, lat_all_p99, ok } = await load.result;
    return { readers, p50Ms: lat_all_p50, p99Ms: lat_all_p99, ok };
  });
}
