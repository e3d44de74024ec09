/** The program of one of several instances, and of a successor; src/process/run.ts starts them through src/instances/. */
import { configOfProcess, logFormatOfProcess } from '../config.ts';
import { Parent } from '../instances/parent.ts';
import { collectAfterStart } from './collect-after-start.ts';
import { exitAfter, fail } from './exit.ts';
import { explain } from './explain.ts';
import { sayIn } from './logging/say.ts';
import { listenOn, listenOnDescriptor, listenTogether, type Listen } from './listen.ts';
import { start } from './start.ts';

const [number, port] = process.argv.slice(2, 4).map(Number);
const order = process.argv[4];
/** Behind the three that every process has, and the one to the parent. */
const listenFd = process.argv[5] === 'listen' ? 4 : undefined;
if (process.send === undefined || number === undefined || port === undefined) {
  fail(
    'This is one of several instances, started by Dateline: set INSTANCES, and run "npm start".',
  );
}

const say = sayIn(logFormatOfProcess());
let stop = (): void => process.exit(1);
// A terminal that is closed tells everybody; the parent decides.
process.on('SIGHUP', () => undefined);
collectAfterStart();

try {
  const config = configOfProcess();
  const parent = new Parent(process, number, config.instances);
  // Without the parent no instance would be replaced or stopped, so each one ends with it.
  void parent.whenOver.then(() => stop());
  const address = { port, host: config.host };
  const listen: Listen = async (server) => {
    const handle = order === 'successor' ? await parent.awaitPort() : undefined;
    if (handle !== undefined) return listenOn(server, handle);
    return listenFd === undefined
      ? listenTogether(server, address)
      : listenOnDescriptor(server, listenFd);
  };
  const membership = { number, isFirst: order === 'first', siblings: parent };
  const running = await start(config, { membership, pipe: parent.pipe, listen });
  let isEnding = false;
  const endAfter = (work: () => Promise<void>) => {
    if (isEnding) return;
    isEnding = true;
    exitAfter(work(), say);
  };
  // A signal comes from the terminal and again from the parent. The parent counts signals; here only the first matters.
  stop = () => endAfter(() => running.drain().then(() => running.close()));
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop());
  parent.onAsked({
    port: () => running.portHandle,
    leave: (to) => endAfter(() => running.leave(to)),
    adopt: (reader, handle) => running.adopt(reader, handle),
    greet: (handle) => running.greet(handle),
  });
  const { url, signInUrl } = running;
  parent.serves({ url, port: running.port, signInUrl });
} catch (error) {
  fail(explain(error), say);
}
