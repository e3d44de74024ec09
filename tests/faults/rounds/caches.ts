import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { adminToken } from '../../call.ts';
import { freePort } from '../../services/free-port.ts';
import { Instance } from '../cluster.ts';
import type { Round, Row } from '../round.ts';
import { sharedCaches, type SharedCache } from '../shared-caches.ts';
import { says, WordWatch } from '../word-watch.ts';

/** Within this time a taken-down text is gone from every cache. */
const maxMs = 2_000;
/** For this long a cache may show a text while its server is down (PROTOCOL.md §3). */
const maxDeadMs = 62_000;
const laterMs = [3_000, 15_000, 29_000, 40_000];

/** A takedown behind common caches: with steady requests, with a first request later, and with a dead server. */
export const round: Round = {
  name: 'caches',
  run: async () => {
    const rows: Row[] = [];
    for (const cache of sharedCaches) rows.push(...(await behind(cache)));
    return rows;
  },
};

async function behind(cache: SharedCache): Promise<readonly Row[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'dateline-data-'));
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const instance = new Instance(origin, { DATA_DIR: dataDir, ADMIN_TOKEN: adminToken });
  await instance.start();
  try {
    await using proxy = await cache.start(port);
    const always = await watched(origin, proxy.url, 'always');
    const later = await Promise.all(
      laterMs.map((ms) => askedFirst(origin, proxy.url, `later-${ms}`, ms)),
    );
    const dead = await WordWatch.begin(origin, 'dead');
    await seeAll(dead, proxy.url);
    await dead.takeDown();
    await instance.stop('SIGKILL');
    return [
      rowOf(cache, 'asked all the time', always, maxMs),
      rowOf(
        cache,
        `first to ask ${laterMs.map((ms) => ms / 1_000).join(', ')} s later`,
        together(later),
        0,
      ),
      rowOf(cache, 'server killed after it', await untilGone(dead, proxy.url, 90_000), maxDeadMs),
    ];
  } finally {
    await instance.stop('SIGKILL');
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** By address: for how long after the takedown its text was given. */
type Seen = ReadonlyMap<string, number>;

/** Puts every address into the cache. */
async function seeAll(watch: WordWatch, base: string): Promise<void> {
  for (const [name, get] of watch.addresses) {
    if (!says(await get(base))) throw new Error(`The ${name} does not say it to begin with.`);
  }
}

async function watched(origin: string, base: string, feed: string): Promise<Seen> {
  const watch = await WordWatch.begin(origin, feed);
  await seeAll(watch, base);
  await watch.takeDown();
  return untilGone(watch, base, 60_000);
}

/** Four times a second, until no address has given it for 5 s, or the time is up. */
async function untilGone(watch: WordWatch, base: string, forMs: number): Promise<Seen> {
  const startMs = performance.now();
  const seen = new Map<string, number>();
  for (;;) {
    await Promise.all(
      [...watch.addresses].map(async ([name, get]) => {
        if (says(await get(base))) seen.set(name, performance.now() - startMs);
      }),
    );
    const now = performance.now() - startMs;
    if (now > forMs || now - Math.max(0, ...seen.values()) > 5_000) return seen;
    await pause(250);
  }
}

async function askedFirst(origin: string, base: string, feed: string, ms: number): Promise<Seen> {
  const watch = await WordWatch.begin(origin, feed);
  await seeAll(watch, base);
  await watch.takeDown();
  await pause(ms);
  const seen = new Map<string, number>();
  for (const [name, get] of watch.addresses) if (says(await get(base))) seen.set(name, ms);
  return seen;
}

function together(all: readonly Seen[]): Seen {
  return new Map(all.flatMap((seen) => [...seen]));
}

function rowOf(cache: SharedCache, how: string, seen: Seen, boundMs: number): Row {
  const late = [...seen].filter(([, ms]) => ms > boundMs);
  const worst = [...seen].sort(([, a], [, b]) => b - a)[0];
  return {
    fault: `takedown behind ${cache.name}: ${how}`,
    rounds: 1,
    views: 10,
    wrong: late.length,
    worstHealMs: Math.max(0, ...seen.values()),
    note: worst === undefined ? 'no address gave it' : `longest: the ${worst[0]}`,
    ...(late.length === 0
      ? {}
      : { example: late.map(([name, ms]) => `${name} for ${Math.round(ms)} ms`).join(', ') }),
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
