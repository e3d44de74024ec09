import type { Snapshot } from '../src/feed/snapshot.ts';
import { call } from './call.ts';
import { Cable } from './faults/cable.ts';
import { TestServer } from './server.ts';
import { emptyFolder, type EmptyDatabase } from './services/databases.ts';
import { until } from './until.ts';

/** A newsroom, a relay of it and a relay of that one, with a cable before each relay that can be pulled out. */
export class RelayTree implements AsyncDisposable {
  readonly relays: TestServer[] = [];
  readonly cables: Cable[] = [];
  readonly places: EmptyDatabase[] = [];

  private constructor(readonly root: TestServer) {}

  static async start(levels: number): Promise<RelayTree> {
    const place = emptyFolder();
    const tree = new RelayTree(await TestServer.start(place));
    tree.places.push(place);
    for (let level = 0; level < levels; level += 1) {
      const upstream = tree.relays.at(-1) ?? tree.root;
      tree.cables.push(await Cable.to(Number(new URL(upstream.url).port)));
      tree.places.push(emptyFolder());
      tree.relays.push(await tree.begin(level));
    }
    return tree;
  }

  /** Ends a relay and starts it again on its folder, at another port. */
  async restart(level: number): Promise<TestServer> {
    await this.relays[level]?.[Symbol.asyncDispose]();
    const relay = await this.begin(level);
    this.relays[level] = relay;
    this.cables[level + 1]?.leadTo(Number(new URL(relay.url).port));
    return relay;
  }

  get leaf(): TestServer {
    return this.relays.at(-1) ?? this.root;
  }

  /** Resolves when the leaf shows what the newsroom shows. */
  async agrees(feed: string): Promise<Snapshot> {
    const truth = await snapshotAt(this.root, feed);
    await until(
      async () => JSON.stringify(await snapshotAt(this.leaf, feed)) === JSON.stringify(truth),
      'the last relay to show what the newsroom shows',
    );
    return truth;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const relay of this.relays.toReversed()) await relay[Symbol.asyncDispose]();
    for (const cable of this.cables) await cable[Symbol.asyncDispose]();
    await this.root[Symbol.asyncDispose]();
    for (const place of this.places) await place.drop();
  }

  private begin(level: number): Promise<TestServer> {
    const [place, cable] = [this.places[level + 1], this.cables[level]];
    if (place === undefined || cable === undefined) throw new Error(`There is no level ${level}.`);
    return startRelay(place, `http://127.0.0.1:${cable.port}`);
  }
}

export function startRelay(place: EmptyDatabase, url: string, port = 0): Promise<TestServer> {
  return TestServer.start(place, { upstream: { url }, adminToken: undefined, port });
}

export async function snapshotAt({ url }: TestServer, feed: string): Promise<Snapshot> {
  return (await call(url, 'GET', `/api/v1/feeds/${feed}`)).json as unknown as Snapshot;
}
