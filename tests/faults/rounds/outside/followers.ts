import { adminToken } from '../../../call.ts';
import { freePort } from '../../../services/free-port.ts';
import { startPostgres } from '../../../services/postgres.ts';
import { startRedis } from '../../../services/redis.ts';
import { until } from '../../../until.ts';
import { Instance } from '../../cluster.ts';
import { OutsideDesk } from '../../outside/outside-desk.ts';
import { openTargets, type OutsideTarget, type Verdict } from '../../outside/outside-target.ts';
import { textTable } from '../../report/table.ts';
import { rowOf } from '../../report/row-of.ts';
import type { Round, Row } from '../../round.ts';

const faults = ['instance', 'redis', 'database', 'outage'] as const;
/** Of each outage: posted and taken down before the targets are back. */
const canaries = 3;
const patienceMs = 600_000;

type Fault = (typeof faults)[number];

export interface OutsideFaults {
  readonly changes: number;
  readonly times: Readonly<Record<Fault, number>>;
}

/** Every kind of follower that tells a target, while senders, Redis, the database and the targets come and go. */
export const round: Round = {
  name: 'followers',
  run: () =>
    tellThrough({ changes: 1_000, times: { instance: 20, redis: 5, database: 5, outage: 10 } }),
};

export async function tellThrough({ changes, times }: OutsideFaults): Promise<readonly Row[]> {
  const redisPort = await freePort();
  let redis = await startRedis(redisPort);
  const postgres = await startPostgres();
  const ports = [await freePort(), await freePort()];
  // Both are known by the address of one.
  const publicUrl = `http://localhost:${ports[0]}`;
  const instances = ports.map(
    (port) =>
      new Instance(`http://127.0.0.1:${port}`, {
        REDIS_URL: redis.url,
        DATABASE_URL: postgres.url,
        ADMIN_TOKEN: adminToken,
        PUBLIC_URL: publicUrl,
        FOLLOWERS_ALLOW_PRIVATE: '1',
      }),
  );
  const targets = await openTargets(publicUrl);
  try {
    for (const instance of instances) await instance.start();
    const desk = new OutsideDesk(instances.map(({ url }) => url));
    await desk.begin();
    for (const target of targets) await target.follow(desk);
    let kills = 0;
    const strike: Record<Fault, (work: Work) => Promise<void>> = {
      async instance(work) {
        const instance = instances[(kills += 1) % instances.length];
        await sending(targets, work);
        await instance?.stop('SIGKILL');
        await instance?.start();
      },
      async redis(work) {
        await sending(targets, work);
        await redis.stop();
        await sending(targets, work);
        redis = await startRedis(redisPort);
      },
      async database(work) {
        await sending(targets, work);
        await postgres.halt();
        await postgres.resume();
      },
      async outage(work) {
        for (const { cable } of targets) cable.pullOut();
        for (let n = 0; n < canaries; n += 1) await desk.takeDown(await desk.post('Canary'));
        await work.done;
        for (const { cable } of targets) cable.putIn();
      },
    };
    const plan = planOf(times);
    for (const [n, fault] of plan.entries()) {
      const work = begun(publish(desk, Math.round((changes * (n + 1)) / plan.length)));
      await strike[fault](work);
      await work.done;
    }
    const endedMs = performance.now();
    await desk.allTold(targets.length);
    const healMs = performance.now() - endedMs;
    return await judged(desk, targets, times, healMs);
  } finally {
    await Promise.all(instances.map((instance) => instance.stop('SIGKILL')));
    for (const target of targets) await target.close();
    await redis.stop();
    await postgres.stop();
  }
}

/** The faults by turns, those of which there are more among the others. */
function planOf(times: OutsideFaults['times']): readonly Fault[] {
  const placed = faults.flatMap((fault) =>
    Array.from({ length: times[fault] }, (_, n) => ({ fault, at: (n + 0.5) / times[fault] })),
  );
  return placed.toSorted((a, b) => a.at - b.at).map(({ fault }) => fault);
}

/** Posts, corrections and takedowns, until there are so many changes. */
async function publish(desk: OutsideDesk, changes: number): Promise<void> {
  for (let n = 0; desk.changes < changes; n += 1) {
    const item = n % 5 > 2 ? desk.standing() : undefined;
    if (item === undefined) await desk.post();
    else await (n % 5 === 3 ? desk.correct(item) : desk.takeDown(item));
  }
}

/** What editors do meanwhile. */
interface Work {
  readonly done: Promise<void>;
  isDone: boolean;
}

function begun(working: Promise<void>): Work {
  const work: Work = { isDone: false, done: working.finally(() => (work.isDone = true)) };
  // It is awaited after the fault.
  work.done.catch(() => undefined);
  return work;
}

/** Resolves when something more has reached a target, while editors work: the fault that follows comes in the middle of it. */
async function sending(targets: readonly OutsideTarget[], work: Work): Promise<void> {
  const count = () => targets.reduce((sum, { deliveries }) => sum + deliveries(), 0);
  const before = count();
  await until(() => work.isDone || count() > before, 'something to be sent', patienceMs);
}

async function judged(
  desk: OutsideDesk,
  targets: readonly OutsideTarget[],
  times: OutsideFaults['times'],
  healMs: number,
): Promise<readonly Row[]> {
  const kills = faults.map((fault) => times[fault]);
  const all: {
    readonly target: OutsideTarget;
    readonly verdict: Verdict;
    readonly told: number;
  }[] = [];
  for (const target of targets) {
    const told = target.everything().match(/Canary \d/g)?.length ?? 0;
    all.push({ target, verdict: await target.verdict(desk), told });
  }
  const heads = ['kind', 'changes', 'instance', 'Redis', 'database', 'outages', 'deliveries'];
  const more = ['second copies', 'wrong order', 'missing', 'taken-down texts'];
  const lines = all.map(({ target, verdict, told }) => [
    target.kind,
    ...[desk.changes, ...kills, verdict.deliveries, verdict.secondCopies].map(String),
    ...[verdict.wrongOrder, verdict.missing, told].map(String),
  ]);
  console.log(`\n${textTable([...heads, ...more], lines)}\n`);
  return all.map(({ target, verdict, told }) => {
    const wrong = {
      'in the wrong order': verdict.wrongOrder,
      missing: verdict.missing,
      'taken down, and sent': told,
    };
    const found = Object.entries(wrong).filter(([, count]) => count > 0);
    const settled = {
      views: verdict.deliveries,
      healMs,
      faults: found.map(([what, count]) => `${count} ${what}`),
    };
    return rowOf(`${target.kind}: everything comes and goes`, [settled], {
      rounds: kills.reduce((sum, count) => sum + count, 0),
    });
  });
}
