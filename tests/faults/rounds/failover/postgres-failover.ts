import { call } from '../../../call.ts';
import { startPostgresPair, type PostgresPair } from '../../../services/machines/postgres-pair.ts';
import { startRedis } from '../../../services/redis.ts';
import { until } from '../../../until.ts';
import { Cable } from '../../cable.ts';
import { Cluster } from '../../cluster.ts';
import { Desk, repeatedly, type Sent } from '../../desk.ts';
import { Editor } from '../../editor.ts';
import { ReaderGroup } from '../../reader-group.ts';
import { spread } from '../../report/figures.ts';
import { rowOf } from '../../report/row-of.ts';
import type { Round, Row } from '../../round.ts';
import { settle } from '../../settle.ts';

const feed = 'f';

export interface Measure {
  readonly readers: number;
  /** What the cluster manager of an operator takes to notice and to promote. */
  readonly promoteAfterMs: number;
  /** From the kill until a post is acknowledged again. */
  readonly backMs: number;
}

/** The primary is killed with kill -9, all its processes at once, and the standby is promoted. */
export const round: Round = {
  name: 'postgres-failover',
  run: async () => {
    const measure = { readers: 60, promoteAfterMs: 5_000, backMs: 30_000 };
    return [await losePrimary(measure), await losePrimaryAndLatest(measure)];
  },
};

/** A synchronous standby: nothing acknowledged is lost, and readers notice nothing but a pause. */
export async function losePrimary(measure: Measure): Promise<Row> {
  await using pair = await startPostgresPair(true);
  return await withRoom(pair, measure, async ({ urlOf, editor, desk, group }) => {
    const faults: string[] = [];
    const refused: Sent[] = [];
    let backMs = 0;
    let fewest = group.readers.length;
    const killedMs = performance.now();
    const promoted = later(measure.promoteAfterMs, () => pair.promote());
    // One is on its way when it happens.
    const onItsWay = desk.post(urlOf(0));
    await pair.primary.kill();
    await repeatedly(100, measure.promoteAfterMs + 2_000, async (turn) => {
      const sent = await desk.post(urlOf(turn));
      if (sent.answer?.status !== 201) refused.push(sent);
      else if (sent.atMs > killedMs && backMs === 0) backMs = performance.now() - killedMs;
      fewest = Math.min(fewest, group.report().live);
    });
    await promoted;
    const first = await onItsWay;
    if (first.answer?.status !== 201) refused.push(first);
    faults.push(...refused.flatMap(faultsOfRefusal));
    for (const [n, { headline }] of refused.entries()) await land(desk, urlOf(n), headline);
    if (backMs === 0) backMs = performance.now() - killedMs;
    if (backMs > measure.backMs) faults.push(`publishing was back after ${Math.round(backMs)} ms`);
    if (fewest < group.readers.length) faults.push(`only ${fewest} readers stayed connected`);
    if (group.resets > 0) faults.push(`${group.resets} readers were set back`);
    const settled = await settle(group, editor);
    const note = `publishing back ${Math.round(backMs)} ms after the kill, ${measure.promoteAfterMs} ms of it until the promotion; ${spread(
      'refusals',
      refused.map(({ tookMs }) => tookMs),
    )}`;
    return rowOf(
      'PostgreSQL killed, a synchronous standby promoted',
      [{ ...settled, healMs: backMs, faults: [...faults, ...settled.faults] }],
      { note },
    );
  });
}

/** An asynchronous standby that had not received the latest changes: they are lost, and every instance and reader notices. */
export async function losePrimaryAndLatest(measure: Measure): Promise<Row> {
  const cables: Cable[] = [];
  await using pair = await startPostgresPair(false, async (port) => {
    const cable = await Cable.to(port);
    cables.push(cable);
    return cable.port;
  });
  try {
    return await withRoom(pair, measure, async ({ urlOf, editor, desk, group, cluster }) => {
      const faults: string[] = [];
      const latest = Math.max(...desk.sentMs.keys());
      await until(() => hasReceived(pair, latest), 'the standby to have what was posted');
      const kept = new Set(editor.acknowledged);
      for (const cable of cables) cable.stall();
      for (let n = 0; n < 5; n += 1) await desk.mustPost(urlOf(n));
      await group.have(latest + 5);
      const killedMs = performance.now();
      await pair.primary.kill();
      for (const cable of cables) cable.pullOut();
      await later(measure.promoteAfterMs, () => pair.promote());
      editor.acknowledged.clear();
      for (const headline of kept) editor.acknowledged.add(headline);
      await land(desk, urlOf(0), 'first-after-it');
      const backMs = performance.now() - killedMs;
      if (backMs > measure.backMs) {
        faults.push(`publishing was back after ${Math.round(backMs)} ms`);
      }
      const tag = await pair.standby.ask('select tag from feeds');
      await until(() => allStandAt(tag, cluster.urls), 'every instance to know');
      const settled = await settle(group, editor, 30_000);
      if (group.resets < measure.readers) faults.push(`only ${group.resets} resets`);
      const forks = await Promise.all(
        cluster.instances.map((one) => one.metric('dateline_forks_total')),
      );
      if (forks.some((count) => count < 1)) faults.push(`forks counted: ${forks.join(', ')}`);
      const note = `publishing back ${Math.round(backMs)} ms after the kill; 5 posts that the standby had not received are lost; alarms counted: ${forks.join(', ')}; resets: ${group.resets}`;
      return rowOf(
        'PostgreSQL killed, a standby promoted that was behind',
        [{ ...settled, healMs: backMs, faults: [...faults, ...settled.faults] }],
        { note },
      );
    });
  } finally {
    for (const cable of cables) await cable[Symbol.asyncDispose]();
  }
}

interface Room {
  readonly urlOf: (n: number) => string;
  readonly editor: Editor;
  readonly desk: Desk;
  readonly group: ReaderGroup;
  readonly cluster: Cluster;
}

/** Two instances with readers, and ten posts that all of these have. */
async function withRoom<T>(
  pair: PostgresPair,
  { readers }: Measure,
  work: (room: Room) => Promise<T>,
): Promise<T> {
  const redis = await startRedis();
  try {
    await using cluster = await Cluster.start(2, { redisUrl: redis.url, databaseUrl: pair.url });
    const { urls } = cluster;
    const urlOf = (n: number) => urls[n % urls.length] ?? '';
    const editor = new Editor(feed, urls);
    await editor.createFeed();
    const desk = new Desk(feed, editor);
    using group = await ReaderGroup.joined(feed, readers, urlOf);
    for (let n = 0; n < 10; n += 1) await desk.mustPost(urlOf(n));
    await group.have(10);
    return await work({ urlOf, editor, desk, group, cluster });
  } finally {
    await redis.stop();
  }
}

async function hasReceived(pair: PostgresPair, seq: number): Promise<boolean> {
  return Number(await pair.standby.ask('select max(head) from feeds')) === seq;
}

async function allStandAt(tag: unknown, urls: readonly string[]): Promise<boolean> {
  const heads = await Promise.all(
    urls.map((url) => call(url, 'GET', `/api/v1/feeds/${feed}/head`)),
  );
  return heads.every(({ json }) => json['tag'] === tag);
}

/** Posts again and again, as a tool does, until it is acknowledged. */
async function land(desk: Desk, url: string, headline: string): Promise<void> {
  await until(async () => (await desk.post(url, headline)).answer?.status === 201, headline);
}

async function later(ms: number, work: () => Promise<void>): Promise<void> {
  await new Promise((done) => setTimeout(done, ms));
  await work();
}

function faultsOfRefusal({ answer, tookMs }: Sent): readonly string[] {
  if (answer === undefined) return [`a post was not answered, after ${Math.round(tookMs)} ms`];
  const isClear = answer.status === 503 && answer.json['code'] === 'unavailable';
  return isClear ? [] : [`a post was answered ${answer.status} ${answer.text}`];
}
