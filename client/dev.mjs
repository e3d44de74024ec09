// npm run dev: what is saved is served within two seconds; types and lint are told of beside it, and hold up nothing.
import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { rm } from 'node:fs/promises';
import { setPriority } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.mjs';
import { serverBundler } from './bundle-server.mjs';
import { serverSources, transformServer } from './transform-server.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
/** Editors save in bursts. */
const settleMs = 50;
/** A server that is told twice ends at once, without sending its readers elsewhere first; sooner, twice counts as once. */
const insistAfterMs = 250;

const checks = [
  ['typescript-native/bin/tsc', '-p', 'tests/tsconfig.json'],
  ['typescript-native/bin/tsc', '-p', 'client/tsconfig.json'],
  ['oxlint/bin/oxlint', '--type-aware', '--quiet', 'src', 'client', 'tests'],
].map(([program, ...words]) => [join(root, 'node_modules', program), ...words]);

/** The program of one process. That of several is left in its parts: it starts later, and is not made anew. */
const program = 'process/run';
const bundler = serverBundler([program]);
const due = { sources: new Set(), client: false };
let server;
let checking = [];
let isBuilding = false;
let timer;

// What an earlier build left may belong to sources that are gone.
await rm(join(root, 'dist'), { recursive: true, force: true });
for (const path of serverSources()) due.sources.add(path);
due.client = true;

for (const folder of ['src', 'client']) {
  watch(join(root, folder), { recursive: true }, (_, path) => {
    if (path === null || /(^|[/\\])\.|~$/.test(path)) return;
    if (folder === 'src' && path.endsWith('.ts')) due.sources.add(path);
    // The client is made of src/feed, too.
    if (folder === 'client' || path.startsWith('feed')) due.client = true;
    clearTimeout(timer);
    timer = setTimeout(() => void rebuild(), settleMs);
  });
}
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    stopChecking();
    void stop()
      .then(() => bundler.end())
      .then(() => process.exit(0));
  });
}
await rebuild();

/** Makes what is due, as often as something became due meanwhile, and starts the server anew after each. */
async function rebuild() {
  if (isBuilding) return;
  isBuilding = true;
  stopChecking();
  while (due.sources.size > 0 || due.client) {
    const sources = [...due.sources];
    const isClientDue = due.client;
    due.sources.clear();
    due.client = false;
    try {
      // While the new one is made, the old one ends.
      await Promise.all([isClientDue && bundle(), serverOf(sources), stop()]);
      start();
    } catch (error) {
      // Nothing of it is lost: it is made again with the next change.
      for (const path of sources) due.sources.add(path);
      due.client ||= isClientDue;
      console.error(`${error.message}\nNot served. Waiting for a change.`);
      break;
    }
  }
  isBuilding = false;
}

/** The program is made anew each time, because its bundle has taken its place. */
async function serverOf(sources) {
  await transformServer([...new Set([...sources, `${program}.ts`])]);
  await bundler.bundle();
}

/** A running server holds the client's files in memory: it starts anew for those, too. */
function start() {
  const child = spawn(process.execPath, [join(root, 'dist/main.js')], {
    cwd: root,
    env: { NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/compiled'), ...process.env },
    stdio: ['inherit', 'pipe', 'inherit'],
  });
  server = child;
  child.stdout.pipe(process.stdout, { end: false });
  // Once it serves, both cores are free.
  child.stdout.on('data', (text) => {
    if (child === server && String(text).includes('serves at')) check();
  });
}

async function stop() {
  const running = server;
  server = undefined;
  if (running === undefined || running.exitCode !== null || running.signalCode !== null) return;
  const gone = new Promise((resolve) => {
    running.once('exit', resolve);
  });
  running.kill('SIGTERM');
  const insisting = setInterval(() => running.kill('SIGTERM'), insistAfterMs);
  await gone;
  clearInterval(insisting);
}

/** Tells what types and lint have to say. */
function check() {
  stopChecking();
  checking = checks.map((words) => {
    const child = spawn(process.execPath, words, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    // The server and what is made of the next save come first.
    if (child.pid !== undefined) setPriority(child.pid, 10);
    const output = [];
    child.stdout.on('data', (bytes) => output.push(bytes));
    child.once('close', (code) => {
      if (code !== 0 && code !== null) console.error(Buffer.concat(output).toString());
    });
    return child;
  });
}

function stopChecking() {
  for (const child of checking.splice(0)) child.kill('SIGKILL');
}
