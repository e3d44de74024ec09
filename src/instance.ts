/** The entry of one of several instances: what src/main.ts starts INSTANCES of, through src/instances/. */
import { configOfProcess } from './config.ts';
import { explain } from './explain.ts';
import { Parent } from './instances/parent.ts';
import { start, type Running } from './start.ts';

const [number, port] = process.argv.slice(2, 4).map(Number);
if (process.send === undefined || number === undefined || port === undefined) {
  console.error(
    'This is one of several instances, started by Dateline: set INSTANCES, and run "npm start".',
  );
  process.exit(1);
}

let stop = (): void => process.exit(1);
// A parent that is gone replaces nobody and stops nobody: no instance stays without it.
process.on('disconnect', () => stop());

try {
  const config = configOfProcess();
  const parent = new Parent(process, number, config.instances);
  const isFirst = process.argv[4] === 'first';
  const running = await start(config, {
    number,
    port,
    isFirst,
    siblings: parent,
    line: parent.line,
  });
  let isEnding = false;
  // The terminal tells all of them, and the parent tells each: signals are counted there, here only the first.
  stop = () => {
    if (isEnding) return;
    isEnding = true;
    end(running);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop());
  parent.serves({ url: running.url, port: running.port, signInUrl: running.signInUrl });
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}

function end({ drain, close }: Running): void {
  drain()
    .then(close)
    .then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
}
