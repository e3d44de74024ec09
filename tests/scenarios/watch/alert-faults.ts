import { Client } from 'pg';
import { startRedis } from '../../services/redis.ts';
import { StockReader } from '../../stock-reader.ts';
import { until } from '../../until.ts';
import {
  asManyTimes,
  guess,
  loseFollower,
  loseUpstream,
  nothing,
  read,
  restoreCopy,
  showElsewhere,
  stopReading,
  type Heal,
} from './faults-of-one.ts';
import { feeds, post, type Watched } from './watched.ts';

/** What makes an alert fire, and what ends it. */
export interface Fault {
  /** The server at which it fires. */
  readonly at: string;
  readonly begin: (watched: Watched) => Promise<Heal>;
  /** Nothing else needs it once the alert fires. */
  readonly isOverThen?: true;
}

/** Faults that leave the others their effect are done at once; one group after the other. */
export const faults: readonly Readonly<Record<string, Fault>>[] = [
  {
    DatelineLimitsHit: {
      at: 'alone',
      isOverThen: true,
      begin: ({ alone }) => asManyTimes(250, () => read(alone.url)),
    },
    DatelineSignInsRefused: {
      at: 'alone',
      isOverThen: true,
      begin: ({ alone }) => asManyTimes(80, () => guess(alone.url)),
    },
    DatelineSiteRefused: {
      at: 'alone',
      isOverThen: true,
      begin: async ({ alone }) => {
        await alone.createFeed('named', { origins: ['https://paper.example'] });
        return asManyTimes(40, () => showElsewhere(alone.url));
      },
    },
    DatelineReadersLag: { at: 'alone', begin: stopReading },
    DatelineFollowerDown: { at: 'alone', begin: async (watched) => loseFollower(watched, 'f', 1) },
    DatelineFollowersBehind: {
      at: 'alone',
      begin: async (watched) => {
        await watched.alone.createFeed('busy');
        return loseFollower(watched, 'busy', 30);
      },
    },
    DatelineUpstreamFailing: { at: 'alone', begin: loseUpstream },
    DatelineRelayAway: {
      at: 'relay',
      begin: async ({ cables }) => {
        cables.ofRelay.pullOut();
        return async () => cables.ofRelay.putIn();
      },
    },
    DatelineInstancesReplaced: { at: 'machine', begin: killInstances },
    DatelineBusSilent: { at: 'a', begin: stopRedis },
    DatelineGapsHealed: { at: 'b', begin: publishOnAndOn },
    DatelineNewsLate: { at: 'b', begin: publishOnAndOn },
    DatelineLoopBlocked: { at: 'b', begin: freezeAgainAndAgain },
    DatelineFork: { at: 'alone', begin: restoreCopy },
  },
  {
    DatelineInstanceSilent: {
      at: 'machine',
      begin: async ({ processes: { machine } }) => {
        const pid = machine.pids.get(1) ?? 0;
        process.kill(pid, 'SIGSTOP');
        return async () => process.kill(pid, 'SIGCONT');
      },
    },
    DatelineLogUnreachable: {
      at: 'a',
      begin: async ({ postgres }) => {
        await postgres.halt();
        return () => postgres.resume();
      },
    },
  },
  {
    DatelineDown: {
      at: 'machine',
      begin: async ({ processes: { machine } }) => {
        await machine.stop('SIGKILL');
        return () => machine.start();
      },
    },
    DatelineLogNotWritable: { at: 'a', begin: refuseWrites },
  },
];

async function killInstances({ processes: { machine } }: Watched): Promise<Heal> {
  const killed = new Set<number>();
  while (killed.size < 5) {
    await until(() => [...machine.pids.values()].some((pid) => !killed.has(pid)), 'another one');
    for (const pid of machine.pids.values()) {
      if (!killed.has(pid)) process.kill(pid, 'SIGKILL');
      killed.add(pid);
    }
  }
  return nothing;
}

async function stopRedis(watched: Watched): Promise<Heal> {
  const { port } = watched.redis;
  await watched.redis.stop();
  return async () => {
    watched.redis = await startRedis(port);
  };
}

/** An editor at `a`, and readers of all feeds at `b`. */
async function publishOnAndOn({ processes: { a, b } }: Watched): Promise<Heal> {
  const reader = new StockReader(b.url, { v: 1, subs: feeds.map((feed) => ({ feed })) });
  const state = { isOver: false };
  const publishing = Promise.all(
    feeds.map(async (feed) => {
      while (!state.isOver) {
        await post(a, `/${feed}/items`, { headline: 'On and on' });
        await new Promise((done) => setTimeout(done, 250));
      }
    }),
  );
  publishing.catch(() => undefined);
  return async () => {
    state.isOver = true;
    await publishing;
    reader[Symbol.dispose]();
  };
}

async function freezeAgainAndAgain({ processes: { b } }: Watched): Promise<Heal> {
  const state = { isOver: false };
  const wait = (ms: number) => new Promise((done) => setTimeout(done, ms));
  const freezing = (async () => {
    while (!state.isOver) {
      process.kill(b.pid, 'SIGSTOP');
      await wait(1_500);
      process.kill(b.pid, 'SIGCONT');
      await wait(700);
    }
  })();
  freezing.catch(() => undefined);
  return async () => {
    state.isOver = true;
    await freezing;
  };
}

async function refuseWrites({ postgres, processes: { a } }: Watched): Promise<Heal> {
  const set = async (isReadOnly: boolean) => {
    const client = new Client({ connectionString: postgres.url });
    await client.connect();
    await client.query('set default_transaction_read_only = off');
    await client.query(`alter system set default_transaction_read_only = ${isReadOnly}`);
    await client.query('select pg_reload_conf()');
    await client.end();
  };
  await set(true);
  await until(
    async () => (await post(a, '/f/items', { headline: 'Refused' })).status === 503,
    'a refused post',
  );
  return () => set(false);
}
