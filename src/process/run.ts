/** The program of `npm start`: this process serves, or starts INSTANCES that do. */
import { configOfProcess, type Config } from '../config.ts';
import { Supervisor } from '../instances/supervisor.ts';
import { exitAfter, fail } from './exit.ts';
import { explain } from './explain.ts';

/** The running service: this process, or the instances it has started. */
interface Service {
  readonly url: string;
  readonly signInUrl: string | undefined;
  /** Resolves when it has ended in order. */
  readonly end: () => Promise<void>;
  readonly endAtOnce: () => void;
}

try {
  const config = configOfProcess();
  const service = await (config.instances === 1 ? serveAlone(config) : serveWithInstances(config));
  console.log(`Dateline serves at ${service.url}`);
  if (service.signInUrl !== undefined) {
    console.log(`Sign in to the newsroom, once, within a day: ${service.signInUrl}`);
  }
  if (config.redisUrl !== undefined && config.databaseUrl === undefined) {
    console.warn(
      'REDIS_URL is set, DATABASE_URL is not: this is right on one machine only. ' +
        'Several instances need one PostgreSQL (DATABASE_URL) between them.',
    );
  }
  stopOnSignal(service);
} catch (error) {
  fail(explain(error));
}

async function serveAlone(config: Config): Promise<Service> {
  // Loaded here alone: a process that only starts others does not need it.
  const { start } = await import('./start.ts');
  const { url, signInUrl, drain, close } = await start(config);
  return { url, signInUrl, end: () => drain().then(close), endAtOnce: () => undefined };
}

async function serveWithInstances(config: Config): Promise<Service> {
  const entry = new URL('./instance.js', import.meta.url);
  const supervisor = new Supervisor(entry, config.instances, {
    ended: (number, how, againInMs) =>
      console.warn(`Instance ${number} ended (${how}). It is started anew in ${againInMs} ms.`),
    gaveUp: (how) => fail(`No instance is left, and none starts (${how}); why is said above.`),
  });
  const { url, signInUrl } = await supervisor.start(config.port);
  return {
    url,
    signInUrl,
    end: () => supervisor.drain(),
    endAtOnce: () => supervisor.kill(),
  };
}

/** The first signal drains, a second one ends at once. */
function stopOnSignal({ end, endAtOnce }: Service): void {
  let firstMs: number | undefined;
  const stop = () => {
    // npm passes a signal of the terminal on, so the same signal arrives twice.
    if (firstMs !== undefined && performance.now() - firstMs < 200) return;
    if (firstMs !== undefined) {
      endAtOnce();
      process.exit(1);
    }
    firstMs = performance.now();
    exitAfter(end());
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, stop);
}
