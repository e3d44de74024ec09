/** The program of one of several instances; src/main.ts starts INSTANCES of them through src/instances/. */
import { configOfProcess } from '../config.ts';
import { exitAfter, fail } from './exit.ts';
import { explain } from './explain.ts';
import { Parent } from '../instances/parent.ts';
import { start } from './start.ts';

const [number, port] = process.argv.slice(2, 4).map(Number);
if (process.send === undefined || number === undefined || port === undefined) {
  fail(
    'This is one of several instances, started by Dateline: set INSTANCES, and run "npm start".',
  );
}

let stop = (): void => process.exit(1);
// Without the parent no instance would be replaced or stopped, so each one ends with it.
process.on('disconnect', () => stop());

try {
  const config = configOfProcess();
  const parent = new Parent(process, number, config.instances);
  const isFirst = process.argv[4] === 'first';
  const {
    url,
    port: ownPort,
    signInUrl,
    drain,
    close,
  } = await start(config, {
    number,
    port,
    isFirst,
    siblings: parent,
    pipe: parent.pipe,
  });
  let isEnding = false;
  // A signal comes from the terminal and again from the parent. The parent counts signals; here only the first matters.
  stop = () => {
    if (isEnding) return;
    isEnding = true;
    exitAfter(drain().then(close));
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop());
  parent.serves({ url, port: ownPort, signInUrl });
} catch (error) {
  fail(explain(error));
}
