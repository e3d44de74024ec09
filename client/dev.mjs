import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
/** Editors save in bursts; a build takes a few seconds. */
const settleMs = 200;

const nest = [join(root, 'node_modules/@nestjs/cli/bin/nest.js'), 'build'];
const client = [join(root, 'client/build.mjs')];

let server;
let building = false;
let due = { server: true, client: true };
let timer;

for (const folder of ['src', 'client']) {
  watch(join(root, folder), { recursive: true }, (_, file) => {
    if (file === null || /(^|[/\\])\.|~$/.test(file)) return;
    // The client is made of src/feed too, and a build of the server empties dist.
    if (folder === 'src') due.server = true;
    due.client = true;
    clearTimeout(timer);
    timer = setTimeout(() => void rebuild(), settleMs);
  });
}
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => void stop().then(() => process.exit(0)));
}
await rebuild();

/** Builds what is due, as often as something became due meanwhile, and starts the server anew after each. */
async function rebuild() {
  if (building) return;
  building = true;
  while (due.server || due.client) {
    const now = due;
    due = { server: false, client: false };
    const built = (!now.server || (await run(nest))) && (await run(client));
    if (!built) {
      console.error('The build failed. Waiting for a change.');
      // The client must be built again: what was built of the server emptied dist.
      if (now.server) due = { server: true, client: true };
      break;
    }
    // A running server holds the client's files in memory: it starts anew for those, too.
    await stop();
    server = spawn(process.execPath, [join(root, 'dist/main.js')], { cwd: root, stdio: 'inherit' });
  }
  building = false;
}

function run(args) {
  return new Promise((resolve) => {
    spawn(process.execPath, args, { cwd: root, stdio: 'inherit' }).once('exit', (code) =>
      resolve(code === 0),
    );
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
  await gone;
}
