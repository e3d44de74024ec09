import { call, adminToken } from '../call.ts';
import { freePort } from '../services/free-port.ts';
import { emptyFolder, type EmptyDatabase } from '../services/databases.ts';
import { until } from '../until.ts';
import { Cable } from './cable.ts';
import { Instance } from './cluster.ts';

/** A relay, and the cable to its upstream. */
export interface WiredRelay {
  readonly instance: Instance;
  readonly cable: Cable;
}

/** A newsroom and levels of relays before it, each relay a process at the end of a cable. */
export class RelayLevels implements AsyncDisposable {
  readonly levels: WiredRelay[][] = [];
  readonly #places: EmptyDatabase[] = [];

  private constructor(readonly root: Instance) {}

  /** `width` relays on each of `depth` levels; those of a level are spread over those of the level before. */
  static async start(depth: number, width: number): Promise<RelayLevels> {
    const place = emptyFolder();
    const environment = { ADMIN_TOKEN: adminToken, DATA_DIR: place.where.dataDir };
    const tree = new RelayLevels(new Instance(await freeAddress(), environment));
    tree.#places.push(place);
    await tree.root.start();
    for (let level = 0; level < depth; level += 1) {
      const before = tree.levels.at(-1)?.map(({ instance }) => instance) ?? [tree.root];
      const relays: WiredRelay[] = [];
      for (let n = 0; n < width; n += 1) {
        const upstream = before[n % before.length] ?? tree.root;
        relays.push(await tree.#begin(await Cable.to(Number(new URL(upstream.url).port))));
      }
      tree.levels.push(relays);
    }
    return tree;
  }

  get all(): readonly WiredRelay[] {
    return this.levels.flat();
  }

  get urls(): readonly string[] {
    return this.all.map(({ instance }) => instance.url);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const { instance, cable } of this.all.toReversed()) {
      await instance.stop('SIGKILL');
      await cable[Symbol.asyncDispose]();
    }
    await this.root.stop('SIGKILL');
    for (const place of this.#places) await place.drop();
  }

  async #begin(cable: Cable): Promise<WiredRelay> {
    const place = emptyFolder();
    this.#places.push(place);
    const instance = new Instance(await freeAddress(), {
      UPSTREAM_URL: `http://127.0.0.1:${cable.port}`,
      DATA_DIR: place.where.dataDir,
    });
    await instance.start();
    return { instance, cable };
  }
}

/** Resolves when a relay hears its upstream. */
export async function hears({ url }: Instance): Promise<void> {
  const isReady = async () =>
    (await call(url, 'GET', '/readyz').catch(() => undefined))?.status === 200;
  await until(isReady, `${url} to hear its upstream`);
}

async function freeAddress(): Promise<string> {
  return `http://127.0.0.1:${await freePort()}`;
}
