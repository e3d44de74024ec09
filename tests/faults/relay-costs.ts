import { HttpLine } from '../../src/relay/http-line.ts';
import { Mirrors } from '../../src/relay/mirrors/mirrors.ts';
import { Upstream } from '../../src/relay/upstream.ts';
import { remoteClient } from '../../src/remote/remote-client.ts';
import { until } from '../until.ts';
import { VirtualReader } from '../virtual-reader.ts';
import { Cable } from './cable.ts';
import type { Instance } from './cluster.ts';
import type { Desk } from './desk.ts';

/** So many of each kind: what one costs is less than what one post costs by chance. */
const clients = 300;
const posts = 60;
const rounds = 3;

/** Somebody who is told every change. */
interface Client extends Disposable {
  readonly seq: number;
}

type Begin = (url: string) => Client;

/** What relays and readers cost the newsroom for each change, each beside nobody, measured in turns. */
export async function costsAtRoot(root: Instance, feed: string, desk: Desk): Promise<string> {
  const nobody: Turn[] = [];
  const byRelays: Turn[] = [];
  const byReaders: Turn[] = [];
  for (let round = 0; round < rounds; round += 1) {
    nobody.push(await turnOf(root, desk, 0, () => relayed('', feed)));
    byRelays.push(await turnOf(root, desk, clients, (url) => relayed(url, feed)));
    byReaders.push(await turnOf(root, desk, clients, (url) => reading(url, feed)));
  }
  const base = sumOf(nobody, 'cpuS');
  const cost = (turns: readonly Turn[]) => {
    const deliveries = clients * posts * rounds;
    const cpuUs = ((sumOf(turns, 'cpuS') - base) * 1e6) / deliveries;
    return `${Math.round(sumOf(turns, 'bytes') / deliveries)} bytes and ${cpuUs.toFixed(1)} µs`;
  };
  return (
    `a change costs the newsroom ${cost(byRelays)} for each relay, ${cost(byReaders)} for each reader ` +
    `(${clients} of each in turn, ${posts * rounds} changes; ${((base * 1e3) / posts / rounds).toFixed(1)} ms for nobody)`
  );
}

interface Turn {
  readonly bytes: number;
  readonly cpuS: number;
}

async function turnOf(root: Instance, desk: Desk, count: number, begin: Begin): Promise<Turn> {
  await using cable = await Cable.to(Number(new URL(root.url).port));
  const all = Array.from({ length: count }, () => begin(`http://127.0.0.1:${cable.port}`));
  const have = (seq: number) =>
    until(() => all.every((client) => client.seq >= seq), `all to have ${seq}`);
  await have(await desk.mustPost(root.url));
  const before = { bytes: cable.bytes, cpuS: await cpuOf(root) };
  for (let n = 0; n < posts; n += 1) await have(await desk.mustPost(root.url));
  const turn = { bytes: cable.bytes - before.bytes, cpuS: (await cpuOf(root)) - before.cpuS };
  for (const client of all) client[Symbol.dispose]();
  return turn;
}

function cpuOf(root: Instance): Promise<number> {
  return root.metric('process_cpu_seconds_total');
}

function sumOf(turns: readonly Turn[], name: keyof Turn): number {
  return turns.reduce((sum, turn) => sum + turn[name], 0);
}

/** The half of a relay that its upstream notices: all but its readers, in this process. */
function relayed(url: string, feed: string): Client {
  const line = new HttpLine({ url }, remoteClient(true));
  const report = { away: () => undefined, back: () => undefined };
  const upstream = new Upstream(url, crypto.randomUUID(), line, report);
  const noDisk = { read: async () => undefined, keep: () => undefined, forget: () => undefined };
  const silent = { onChanges: () => undefined, onReset: () => undefined, onFault: () => undefined };
  const mirrors = new Mirrors(upstream, noDisk, silent);
  void upstream.open().then(() => mirrors.follow(feed));
  return {
    get seq() {
      return mirrors.get(feed)?.head?.seq ?? -1;
    },
    [Symbol.dispose]() {
      mirrors.close();
      upstream.close();
    },
  };
}

function reading(url: string, feed: string): Client {
  const reader = new VirtualReader(feed, () => url);
  reader.connect();
  return {
    get seq() {
      return reader.view?.seq ?? -1;
    },
    [Symbol.dispose]: () => reader[Symbol.dispose](),
  };
}
