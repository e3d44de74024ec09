import { call, adminToken } from '../../../call.ts';
import { randomOf } from '../../../random.ts';
import { until } from '../../../until.ts';
import type { Instance } from '../../cluster.ts';
import { Desk } from '../../desk.ts';
import { Editor } from '../../editor.ts';
import { costsAtRoot } from '../../relay-costs.ts';
import { ReaderGroup } from '../../reader-group.ts';
import { hears, RelayLevels, type WiredRelay } from '../../relay-levels.ts';
import { rowOf } from '../../report/row-of.ts';
import { spread } from '../../report/figures.ts';
import type { Round, Row } from '../../round.ts';
import { settle } from '../../settle.ts';

const feed = 'storm';
/** What a takedown may take for each level. */
const levelMs = 2_000;

interface RelayFaults {
  readonly depth: number;
  readonly width: number;
  readonly readers: number;
  readonly changes: number;
  /** Faults on each level: its relays are killed, cut, cut off for a while and stalled by turns. */
  readonly faults: number;
  readonly takedowns: number;
  readonly seed: number;
}

/** Three levels of three relays each, all with readers that move between them, while relays die and lines break. */
export const round: Round = {
  name: 'relays',
  run: async ({ seed, readers = 2_000 }) => [
    await relaysThrough({
      depth: 3,
      width: 3,
      readers,
      changes: 1_000,
      faults: 12,
      takedowns: 20,
      seed,
    }),
  ],
};

export async function relaysThrough(faults: RelayFaults): Promise<Row> {
  const { depth, width, readers, changes, takedowns, seed } = faults;
  const random = randomOf(seed);
  await using tree = await RelayLevels.start(depth, width);
  const editor = new Editor(feed, [tree.root.url], random);
  await editor.createFeed();
  const urls = tree.urls;
  const anyOf = () => urls[Math.floor(random() * urls.length)] ?? '';
  using group = await ReaderGroup.joined(feed, readers, anyOf);
  const startedMs = performance.now();
  let isOver = false;
  const suffering = suffer(tree, faults.faults, () => isOver);
  for (let n = 1; n <= changes; n += 1) {
    await editor.doSomething();
    if (n % 25 === 0) await keepUp(tree.root, group);
  }
  isOver = true;
  const suffered = await suffering;
  const settled = await settle(group, editor, 120_000);
  const tookS = (performance.now() - startedMs) / 1_000;

  const desk = new Desk(feed, editor);
  const goneMs = tree.levels.map((): number[] => []);
  for (let n = 0; n < takedowns; n += 1) {
    const one = await timesOfTakedown(tree, desk);
    for (const [level, ms] of one.entries()) goneMs[level]?.push(ms);
  }
  const late = goneMs.flatMap((times, level) =>
    Math.max(...times) > levelMs * (level + 1) ? [`takedowns were late on level ${level + 1}`] : [],
  );
  const asked = await Promise.all(
    tree.levels[0]?.map(({ instance }) => instance.metric('dateline_relay_asked_total')) ?? [],
  );
  const broken = group.report().broken;
  const wrong = [...broken, ...settled.faults.filter((one) => !broken.includes(one)), ...late];
  const { lost, doubled, other } = byKind(wrong);
  // What is measured next is not to wait for so many readers in this process.
  group[Symbol.dispose]();
  const note = [
    `${readers} readers, ${changes} changes, ${suffered} faults: ${lost} lost, ${doubled} doubled, ` +
      `${other} otherwise wrong, ${group.resets} begun anew`,
    ...goneMs.map((times, level) => spread(`takedown, level ${level + 1}`, times)),
    `the newsroom has ${await tree.root.metric('dateline_streams')} streams`,
    `asked by its relays since their last start: ${asked.join(', ')} in ${Math.round(tookS)} s`,
    await costsAtRoot(tree.root, feed, desk),
  ].join('; ');
  const fault = `${depth} levels of ${width} relays, killed and cut`;
  return rowOf(fault, [{ ...settled, faults: wrong }], { note });
}

/** All readers are in this process: an editor that is faster than the process would be judged by how far it is behind. */
async function keepUp({ url }: Instance, { readers }: ReaderGroup): Promise<void> {
  const { json } = await call(url, 'GET', `/api/v1/feeds/${feed}/head`);
  const least = Number(json['seq']) - 100;
  const behind = () => readers.filter(({ view }) => (view?.seq ?? 0) < least);
  const inTime = until(() => behind().length === 0, `the readers to have ${least}`, 300_000);
  await inTime.catch((cause: unknown) => {
    const said = behind().map(({ isConnected, broken }) => [isConnected, ...broken].join(' '));
    throw new Error(`${said.length} readers are behind: ${[...new Set(said)].join('; ')}`, {
      cause,
    });
  });
}

/** How many faults are of which kind: a reader notes a change that does not follow as "change 12 at 10" (see VirtualReader). */
function byKind(faults: readonly string[]) {
  const all = { lost: 0, doubled: 0, other: 0 };
  for (const fault of faults) {
    const [, told = NaN, at = NaN] = /^\w+ (\d+) at (\d+)$/.exec(fault)?.map(Number) ?? [];
    if (told > at) all.lost += 1;
    else if (told <= at) all.doubled += 1;
    else all.other += 1;
  }
  return all;
}

/** One fault after the other, on each level by turns; each is over before the next. Returns how many there were. */
async function suffer(tree: RelayLevels, times: number, isOver: () => boolean): Promise<number> {
  let suffered = 0;
  for (let n = 0; n < times && !isOver(); n += 1) {
    for (const relays of tree.levels) {
      const relay = relays[n % relays.length];
      if (relay !== undefined) await kinds[n % kinds.length]?.(relay);
      suffered += 1;
    }
  }
  return suffered;
}

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

const kinds: readonly ((relay: WiredRelay) => Promise<void>)[] = [
  async ({ instance }) => {
    await instance.stop('SIGKILL');
    await instance.start();
    await hears(instance);
  },
  async ({ cable }) => cable.cut(),
  async ({ instance, cable }) => {
    cable.pullOut();
    await pause(1_000);
    cable.putIn();
    await hears(instance);
  },
  async ({ instance, cable }) => {
    cable.stall();
    await pause(500);
    cable.cut();
    await hears(instance);
  },
];

/** From a takedown's answer until its text is at no relay of each level. */
async function timesOfTakedown(tree: RelayLevels, desk: Desk): Promise<readonly number[]> {
  const { answer, headline } = await desk.post(tree.root.url);
  if (answer === undefined) throw new Error('The newsroom does not answer.');
  const { id } = answer.json['item'] as { readonly id: string };
  const has = async (url: string) =>
    (await call(url, 'GET', `/api/v1/feeds/${feed}`)).text.includes(headline);
  await until(
    async () => (await Promise.all(tree.urls.map(has))).every(Boolean),
    'all relays to have the text',
  );
  const path = `/api/v1/feeds/${feed}/items/${id}`;
  const headers = {
    authorization: `Bearer ${adminToken}`,
    'idempotency-key': `${headline}-gone`,
  };
  const gone = await call(tree.root.url, 'DELETE', path, { reason: 'asked for' }, headers);
  if (gone.status >= 300) throw new Error(`The takedown was answered ${gone.status}.`);
  const fromMs = performance.now();
  return Promise.all(
    tree.levels.map(async (relays) => {
      const isGone = async () =>
        !(await Promise.all(relays.map(({ instance }) => has(instance.url)))).some(Boolean);
      await until(isGone, 'the text to be gone');
      return performance.now() - fromMs;
    }),
  );
}
