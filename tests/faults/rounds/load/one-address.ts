import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { constants as osConstants, setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LogSegment } from '../../../../src/feed/messages.ts';
import { adminToken, call } from '../../../call.ts';
import { freePort } from '../../../services/free-port.ts';
import { until } from '../../../until.ts';
import { Instance } from '../../cluster.ts';
import { Crowd } from '../../crowd.ts';
import { Editor } from '../../editor.ts';
import { besiege, type Siege } from '../../attacks/one-address-attacks.ts';
import type { Round, Row } from '../../round.ts';
import { rowOf } from '../../report/row-of.ts';
import { gathered, settle } from '../../settle.ts';
import { quantile } from '../../report/spread.ts';

const feed = 'f';
/** The connections that an address may have here: few, so that the limit is reached in seconds. */
const perAddress = 200;
/** Files of refused connections that are being closed, and of connection pools. */
const extraFiles = 1_000;
/** Connections that are kept for the next call, for longer than this round waits: from loopback, as a proxy's. */
const keptFiles = 24;
/**
 * What the bounds add up to, all filled at once, in MB: pages with their compressed forms 48, catch-ups 32, six short
 * memories of 16, key events 10, and what waits for readers that do not read, 256 KB each.
 */
const boundsMb = 48 + 32 + 6 * 16 + 10 + perAddress / 4;
/** A third more for what the C allocator cannot give back, and a V8 heap that grows by 100 where there is work. */
const extraMb = boundsMb + boundsMb / 3 + 100;
/**
 * The memories are full in the first half; sooner says nothing. What is resident swings by a third as V8 grows and
 * shrinks its heap, so two things are judged: what is alive when it has just been collected (the least of a quarter) may
 * be so much more in the last quarter than in the third; and not all of the last quarter may lie above all of the third.
 */
const leastJudgedMinutes = 8;
const flatMb = (before: number) => 0.1 * before + 8;
/** The attackers' process takes a core of a small machine. */
const p99Bound = (alone: number) => 2 * alone + 25;

/** How long it goes on, and whether the attackers have a process of their own, so that times mean something. */
export interface How {
  readonly minutes: number;
  readonly isTimed: boolean;
}

/** What an instance held in a quarter of the time, in MB. */
interface Held {
  /** Of what was resident. */
  readonly least: number;
  readonly most: number;
  /** In V8's heap and outside it, when least was waiting to be collected. */
  readonly alive: number;
}

/** One address does all it can to an instance, while others read and write. */
export const round: Round = {
  name: 'one-address',
  run: async ({ attackMinutes }) => [await oneAddress({ minutes: attackMinutes, isTimed: true })],
};

export async function oneAddress({ minutes, isTimed }: How): Promise<Row> {
  const dataDir = mkdtempSync(join(memoryDisk(), 'dateline-data-'));
  const instance = new Instance(`http://127.0.0.1:${await freePort()}`, {
    DATA_DIR: dataDir,
    ADMIN_TOKEN: adminToken,
    TRUST_PROXY: 'loopback',
    CONNECTIONS_PER_ADDRESS: String(perAddress),
    READS_PER_ADDRESS: '400',
  });
  await instance.start();
  const { url } = instance;
  const crowd = new Crowd(feed, [url]);
  try {
    const editor = new Editor(feed, [url]);
    await editor.createFeed();
    for (let n = 0; n < 60; n += 1) await editor.post('word '.repeat(800));
    crowd.add(100);
    await gathered(crowd);
    const alone = await measure(instance, crowd, editor, (turn) => turn < (isTimed ? 120 : 6));
    const siege: Siege = { url, feed, minutes, places: await placesOf(url) };
    let isUnderWay = true;
    const attack = (isTimed ? besiegeApart(siege) : besiege(siege)).finally(() => {
      isUnderWay = false;
    });
    const beside = await measure(instance, crowd, editor, () => isUnderWay);
    const done = await attack;
    const files = () => instance.metric('process_open_fds');
    const isOver = async () => (await files()) <= alone.mostFiles + keptFiles;
    const isBack = await until(isOver, 'the descriptors to come back', 60_000).then(
      () => true,
      () => false,
    );
    const settled = await settle(crowd, editor);
    // In the first half memories, pools and the collector find their size.
    const quarter = Math.floor(beside.rssMb.length / 4);
    const [early, late] = [2, 3].map((n) => {
      const of = (values: readonly number[]) => values.slice(n * quarter, (n + 1) * quarter);
      const [rss, alive] = [of(beside.rssMb), of(beside.aliveMb)];
      return { least: Math.min(...rss), most: Math.max(...rss), alive: Math.min(...alive) };
    }) as [Held, Held];
    const faults = [
      ...settled.faults,
      ...(crowd.report().returns === 0 ? [] : ['others were let go']),
      ...(isBack ? [] : [`${await files()} descriptors stay open, of ${alone.mostFiles}`]),
      ...(beside.mostFiles <= alone.mostFiles + perAddress + extraFiles
        ? []
        : [`${beside.mostFiles} descriptors were open`]),
      ...(Math.max(...beside.rssMb) <= Math.max(...alone.rssMb) + extraMb
        ? []
        : [`${Math.max(...beside.rssMb).toFixed(0)} MB were held`]),
      ...(minutes >= leastJudgedMinutes && late.alive > early.alive + flatMb(early.alive)
        ? [`${mb(early.alive)} were alive in the third quarter, and ${mb(late.alive)} in the last`]
        : []),
      ...(minutes >= leastJudgedMinutes && late.least > early.most
        ? [`it held ${mb(early.most)} at most, and then ${mb(late.least)} at least`]
        : []),
      ...(!isTimed || beside.p99Ms <= p99Bound(alone.p99Ms)
        ? []
        : [`others' p99 went from ${alone.p99Ms} to ${beside.p99Ms} ms`]),
    ];
    return rowOf('one address that does all it can', [{ ...settled, faults }], {
      note:
        `others' p99 ${alone.p99Ms} ms without, ${beside.p99Ms} ms with; the server's loop late by ${alone.lagMs} and ` +
        `${beside.lagMs} ms (the worst p99), ${alone.cpuShare} and ${beside.cpuShare} % of a core; descriptors ${alone.mostFiles} without, ` +
        `${beside.mostFiles} at most with, ${await files()} after; resident ${mb(early.least)} to ${mb(early.most)} in the third quarter, ` +
        `${mb(late.least)} to ${mb(late.most)} in the last, ${mb(Math.max(...beside.rssMb))} at most; ` +
        `alive, once collected, ${mb(early.alive)} and ${mb(late.alive)}; ` +
        Object.entries(done)
          .map(([name, count]) => `${count} × ${name}`)
          .join(', '),
    });
  } catch (error) {
    const said = instance.output.slice(-2_000);
    throw new Error(`The round broke off; the server had said: ${said}`, { cause: error });
  } finally {
    crowd.leave();
    await instance.stop('SIGKILL');
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** A folder in memory where there is one: a slow disk would be measured as the attackers' work. */
function memoryDisk(): string {
  return existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
}

/** Posts twice a second as long as `goesOn`: how soon others have it, and what the instance holds meanwhile. */
async function measure(
  instance: Instance,
  crowd: Crowd,
  editor: Editor,
  goesOn: (turn: number) => boolean,
) {
  crowd.turnPage();
  const [rssMb, aliveMb]: [number[], number[]] = [[], []];
  let [mostFiles, lagMs] = [0, 0];
  const cpu = () => instance.metric('process_cpu_seconds_total');
  const [startedMs, cpuBefore] = [performance.now(), await cpu()];
  for (let turn = 0; goesOn(turn); turn += 1) {
    await editor.post();
    const metric = await instance.metrics();
    rssMb.push(metric('process_resident_memory_bytes') / 1024 ** 2);
    const alive = metric('nodejs_heap_size_used_bytes') + metric('nodejs_external_memory_bytes');
    aliveMb.push(alive / 1024 ** 2);
    mostFiles = Math.max(mostFiles, metric('process_open_fds'));
    lagMs = Math.max(lagMs, Math.round(1_000 * metric('nodejs_eventloop_lag_p99_seconds')));
    await new Promise((done) => setTimeout(done, 500));
  }
  const seconds = (performance.now() - startedMs) / 1_000;
  const cpuShare = Math.round((100 * ((await cpu()) - cpuBefore)) / seconds);
  return { p99Ms: quantile(crowd.arrivalsMs, 0.99), rssMb, aliveMb, mostFiles, lagMs, cpuShare };
}

async function placesOf(url: string): Promise<readonly object[]> {
  const { json } = await call(url, 'GET', `/api/v1/feeds/${feed}/head`);
  const epoch = String(json['epoch']);
  const log = await call(url, 'GET', `/api/v1/feeds/${feed}/log/${epoch}/0`);
  const { changes } = log.json as unknown as LogSegment;
  return changes.map(({ seq, tag }) => ({ epoch, seq, tag }));
}

/**
 * This program again, told what to do to whom. It yields the processors to the server and its readers, because real
 * attackers do not run on the server's machine.
 */
async function besiegeApart(siege: Siege): Promise<Readonly<Record<string, number>>> {
  const child = fork(process.argv[1] ?? '', ['--siege', JSON.stringify(siege)], { execArgv: [] });
  setPriority(child.pid ?? 0, osConstants.priority.PRIORITY_LOW);
  const [done] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`The attackers' process ended with ${code}.`);
    }),
  ])) as [Readonly<Record<string, number>>];
  return done;
}

function mb(value: number): string {
  return `${value.toFixed(0)} MB`;
}
