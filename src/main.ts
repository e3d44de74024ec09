import { Refusal } from './feed/refusal.ts';
import { ConfigError, configOfProcess } from './config.ts';
import type { Running } from './start.ts';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 24 || (major === 24 && minor < 15)) {
  console.error(
    `Dateline needs Node 24.15 or newer, this is ${process.version}. ` +
      'Start it with "npm start", which brings its own, or install a newer Node.',
  );
  process.exit(1);
}

try {
  const config = configOfProcess();
  // Loaded after the check: an old Node cannot even read it.
  const { start } = await import('./start.ts');
  const running = await start(config);
  console.log(`Dateline serves at ${running.url}`);
  if (running.signInUrl !== undefined) {
    console.log(`Sign in to the newsroom, once, within a day: ${running.signInUrl}`);
  }
  if (config.redisUrl !== undefined && config.databaseUrl === undefined) {
    console.warn(
      'REDIS_URL is set, DATABASE_URL is not: this is right for one instance only. ' +
        'Several instances need one PostgreSQL (DATABASE_URL) between them.',
    );
  }
  stopOnSignal(running);
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}

/** The first signal drains, a second one ends at once. */
function stopOnSignal({ drain, close }: Running): void {
  let firstMs: number | undefined;
  const stop = () => {
    // npm hands on what the terminal has sent already: the same one again.
    if (firstMs !== undefined && performance.now() - firstMs < 200) return;
    if (firstMs !== undefined) process.exit(1);
    firstMs = performance.now();
    drain()
      .then(close)
      .then(
        () => process.exit(0),
        (error: unknown) => {
          console.error(error);
          process.exit(1);
        },
      );
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, stop);
}

/** Why it did not start, and the cure. */
function explain(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  const { code, port, message } = error as NodeJS.ErrnoException & { readonly port?: number };
  if (code === 'EADDRINUSE')
    return `Port ${port} is taken. Stop who has it, or set PORT to another.`;
  if (code === 'EACCES' && port !== undefined) {
    return `Port ${port} needs more rights. Set PORT to one from 1024 up.`;
  }
  if (error instanceof Refusal) {
    return `The database cannot be reached: check DATABASE_URL, and that the server runs. ${message}`;
  }
  return `Dateline cannot start: ${message}`;
}
