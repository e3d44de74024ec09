import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { adminToken, call } from '../../call.ts';
import { ServerProcess } from '../../process.ts';
import { emptyFolder } from '../../services/databases.ts';
import { Collector } from '../../tracing/collector.ts';
import { until } from '../../until.ts';
import { bearer, dateline, environmentOf } from './keep-room.ts';

const root = resolve(import.meta.dirname, '../../..');
const run = promisify(execFile);

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
}

/** Unpacks what `npm pack` makes; of the repository it has the packages that a server needs, as npm would install them. */
async function unpack(folder: string): Promise<string> {
  await run('npm', ['pack', root, '--ignore-scripts', '--pack-destination', folder]);
  await run('sh', ['-c', 'tar xzf dateline-*.tgz'], { cwd: folder });
  const home = join(folder, 'package');
  const text = readFileSync(join(home, 'package.json'), 'utf8');
  const { dependencies, optionalDependencies } = JSON.parse(text) as Manifest;
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
    const installed = join(root, 'node_modules', name);
    // An optional one is not on every platform.
    if (!existsSync(installed)) continue;
    const link = join(home, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(installed, link);
  }
  return home;
}

test('the packed server serves, is reloaded, and is backed up, without the repository', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dateline-packed-'));
  const place = emptyFolder();
  const home = await unpack(folder);
  const program = join(home, 'dist/cli/main.js');

  await using collector = await Collector.open();
  const { server, url } = await ServerProcess.serving(
    { ...environmentOf(place), OTEL_EXPORTER_OTLP_ENDPOINT: collector.url },
    ':',
    program,
    [],
    ['serve'],
  );
  const feed = await call(url, 'POST', '/api/v1/feeds', { slug: 'f', title: 'F' }, bearer);
  expect(feed.status).toBe(201);
  for (const path of ['/feeds/f', '/newsroom', '/v1/ticker.js', '/api/docs']) {
    expect([path, (await fetch(url + path)).status]).toEqual([path, 200]);
  }
  expect(await dateline(place, ['reload'])).toMatchObject({ code: 0 });
  const file = join(folder, 'backup.tar.gz');
  expect(await dateline(place, ['backup', file])).toMatchObject({ code: 0, out: `${file}\n` });
  // It is the server itself that the manager of the process knows.
  await server.kill('SIGTERM');
  await expect(fetch(`${url}/healthz`)).rejects.toThrow();
  // What is loaded where it is configured alone is in the package, too.
  await until(() => collector.named('POST /api/v1/feeds').length === 1, 'the trace');

  rmSync(folder, { recursive: true });
  await place.drop();
});

test('nothing of the tests, of the machine that packed it, and no map is in the package', async () => {
  const { stdout } = await run('npm', ['pack', root, '--ignore-scripts', '--dry-run', '--json']);
  const [packed] = Object.values(
    JSON.parse(stdout) as Record<string, { files: { path: string }[] }>,
  );
  const files = packed?.files.map(({ path }) => path) ?? [];
  expect(files).toContain('dist/main.js');
  expect(
    files.filter((path) =>
      /^(tests|src\/(?!README\.md$)|client)\/|\.map$|\/(compiled|tried)\//.test(path),
    ),
  ).toEqual([]);
  expect(files.filter((path) => readFileSync(join(root, path)).includes(adminToken))).toEqual([]);
});
