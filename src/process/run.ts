/** The program of `npm start`: this process serves, or starts INSTANCES that do. */
import { pathToFileURL } from 'node:url';
import { pipeWithin } from '../bus/pipe-within.ts';
import { configOfProcess, logFormatOfProcess, type Config } from '../config.ts';
import { OwnInstance } from '../instances/own-instance.ts';
import { Reloads } from '../instances/reloads.ts';
import { Supervisor } from '../instances/supervisor.ts';
import { collectAfterStart } from './collect-after-start.ts';
import { ControlSocket } from './control-socket.ts';
import { exitAfter, fail } from './exit.ts';
import { EarlyPort } from './early-port.ts';
import { explain } from './explain.ts';
import { sayIn } from './logging/say.ts';
import { listenOnDescriptor, type Listen } from './listen.ts';
import { tryMetricsPort } from './metrics-port.ts';

/** Where the service is. */
interface Service {
  readonly url: string;
  readonly signInUrl: string | undefined;
}

const say = sayIn(logFormatOfProcess());

collectAfterStart();

try {
  const config = configOfProcess();
  // As the program was named, not where a link in its path led at the start: a reload takes what is there then.
  const program = pathToFileURL(process.argv[1] ?? '');
  const entry = new URL('./process/one-of-several.js', program);
  const supervisor = new Supervisor(
    entry,
    config.instances,
    {
      ended: (number, how, againInMs) =>
        say.warn(`Instance ${number} ended (${how}). It is started anew in ${againInMs} ms.`),
      gaveUp: (how) =>
        fail(`No instance is left, and none starts (${how}); why is said above.`, say),
    },
    // One that serves alone hands its port on by itself.
    config.instances > 1 ? config.listenFd : undefined,
  );
  const reloads = new Reloads(supervisor, {
    begun: () => say.log('Reloading: each instance gets a successor from what is on disk.'),
    done: (tookMs) => say.log(`Reloaded in ${tookMs} ms.`),
    failed: (why) =>
      say.warn(`Not reloaded: ${why}; more is said above. What has served serves on.`),
  });
  // Before it serves, a signal to stop ends it at once, and one to reload waits.
  if (!process.stdout.isTTY) process.on('SIGHUP', () => void reloads.ask());
  await tryMetricsPort(config.metrics);
  const service = await (config.instances === 1
    ? serveAlone(config, supervisor)
    : serveWithInstances(config, supervisor));
  const control = await openControl(config, reloads);
  stopOnSignal(supervisor, () => {
    control?.close();
    reloads.end();
  });
  reloads.begin();
  say.log(`Dateline serves at ${service.url}`);
  if (service.signInUrl !== undefined) {
    say.log(`Sign in to the newsroom, once, within a day: ${service.signInUrl}`);
  }
  if (config.redisUrl !== undefined && config.databaseUrl === undefined) {
    say.warn(
      'REDIS_URL is set, DATABASE_URL is not: this is right on one machine only. ' +
        'Several instances need one PostgreSQL (DATABASE_URL) between them.',
    );
  }
} catch (error) {
  fail(explain(error), say);
}

/** Serves in this process, without a parent: its memory would be for reloads alone. */
async function serveAlone(config: Config, supervisor: Supervisor): Promise<Service> {
  const listen = await openPort(config);
  // Loaded here alone, and after the port is open: a process that only starts others does not need it.
  const { start } = await import('./start.ts');
  const [pipe, own] = pipeWithin();
  const undo = supervisor.exchange.join(pipe);
  const running = await start(config, { pipe: own, listen });
  undo();
  const instance = new OwnInstance(pipe, {
    port: () => running.portHandle,
    leave: (to) => running.leave(to),
    end: () => running.drain().then(() => running.close()),
  });
  supervisor.keep(instance, running.port);
  return running;
}

async function openPort(config: Config): Promise<Listen> {
  const { listenFd } = config;
  if (listenFd !== undefined) return (server) => listenOnDescriptor(server, listenFd);
  const early = await EarlyPort.alone(config);
  return (server) => early.serveWith(server);
}

async function serveWithInstances(config: Config, supervisor: Supervisor): Promise<Service> {
  if (config.listenFd !== undefined) return supervisor.start(0);
  const early = await EarlyPort.together(config);
  const service = await supervisor.start(early.port);
  await early.passTo((handle) => supervisor.greet(handle));
  return service;
}

/** Undefined where there can be none: the server serves, and a signal reloads it. */
async function openControl(config: Config, reloads: Reloads): Promise<ControlSocket | undefined> {
  try {
    return await ControlSocket.open(config.dataDir, config.port, () => reloads.ask());
  } catch (error) {
    say.warn(`"dateline reload" does not reach this server, SIGHUP does: ${String(error)}`);
    return undefined;
  }
}

/** The first signal drains, a second one ends at once. SIGHUP is one from a terminal: it is being closed. */
function stopOnSignal(supervisor: Supervisor, begin: () => void): void {
  let firstMs: number | undefined;
  const stop = () => {
    // npm passes a signal of the terminal on, so the same signal arrives twice.
    if (firstMs !== undefined && performance.now() - firstMs < 200) return;
    if (firstMs !== undefined) {
      supervisor.kill();
      process.exit(1);
    }
    firstMs = performance.now();
    begin();
    exitAfter(supervisor.drain(), say);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, stop);
  if (process.stdout.isTTY) process.on('SIGHUP', stop);
}
