import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const main = join(dirname(fileURLToPath(import.meta.url)), '../dist/main.js');
/** A start takes a second; one that takes so long will not end. */
const patienceMs = 60_000;

/**
 * Runs each of the server's programs once, as every start and every first reader will, so that Node keeps beside the build what it
 * compiles for them (`src/process/compiled.ts`). Of the account that this runs in: Node takes no other's. A server that
 * does not start here, where nothing may listen for example, is no fault of the build.
 */
export async function compileAhead() {
  for (const instances of ['1', '2']) {
    const folder = await mkdtemp(join(tmpdir(), 'dateline-compiled-'));
    try {
      await run(instances, folder);
    } catch (error) {
      console.warn(
        `Nothing is compiled ahead of starts (INSTANCES=${instances}): ${error.message}`,
      );
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

async function run(instances, folder) {
  const token = randomUUID();
  const server = spawn(process.execPath, [main], {
    env: {
      PATH: process.env.PATH,
      HOST: '127.0.0.1',
      PORT: '0',
      DATA_DIR: folder,
      ADMIN_TOKEN: token,
      INSTANCES: instances,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise((done) => server.once('close', done));
  const late = setTimeout(() => server.kill('SIGKILL'), patienceMs);
  try {
    await use(await addressOf(server), token);
    // What it compiled is written when it ends.
    server.kill('SIGTERM');
    const code = await ended;
    if (code !== 0) throw new Error(`it ended with ${code}`);
  } finally {
    clearTimeout(late);
    server.kill('SIGKILL');
    await ended;
  }
}

function addressOf(server) {
  let output = '';
  return new Promise((found, failed) => {
    const hear = (text) => {
      output += text;
      const port = /serves at http:\/\/localhost:(\d+)/.exec(output)?.[1];
      if (port !== undefined) found(`http://127.0.0.1:${port}`);
    };
    server.stdout.on('data', hear);
    server.stderr.on('data', hear);
    server.once('close', () => failed(new Error(output.trim() || 'it said nothing')));
  });
}

/** What comes first in the life of a server: it is looked at, and something is published and read. */
async function use(url, token) {
  const send = async (path, body) => {
    const answer = await fetch(`${url}/api/v1${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  };
  await send('/feeds', { slug: 'first', title: 'First' });
  await send('/feeds/first/items', { headline: 'First', body: 'Some **words**.' });
  for (const path of [
    '/healthz',
    '/readyz',
    '/metrics',
    '/',
    '/feeds/first',
    '/api/v1/feeds/first',
  ]) {
    await (await fetch(url + path)).arrayBuffer();
  }
  const stream = new AbortController();
  const { body } = await fetch(`${url}/api/v1/feeds/first/stream`, { signal: stream.signal });
  await body.getReader().read();
  stream.abort();
}

// In the image of a container, by the account that the server will have there.
if (import.meta.url === pathToFileURL(process.argv[1]).href) await compileAhead();
