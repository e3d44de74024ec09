import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { controlPath } from '../../../src/process/control-path.ts';
import { ServerProcess } from '../../process.ts';
import { emptyFolder } from '../../services/databases.ts';
import { dateline, environmentOf } from './keep-room.ts';

const dist = resolve(import.meta.dirname, '../../../dist');

test('dateline reload replaces the server of a DATA_DIR, and says what became of it', async () => {
  const place = emptyFolder();
  const release = mkdtempSync(join(tmpdir(), 'dateline-release-'));
  const program = join(release, 'process/one-of-several.js');
  mkdirSync(join(release, 'process'));
  symlinkSync(join(dist, 'main.js'), join(release, 'main.js'));
  symlinkSync(join(dist, 'process/one-of-several.js'), program);
  const main = join(release, 'main.js');

  const none = await dateline(place, ['reload']);
  expect(none.code).toBe(3);
  expect(none.err).toMatch(/No server answers at .*dateline-\S+\.sock[^]*with its DATA_DIR/);

  const { server, url } = await ServerProcess.serving(environmentOf(place), ':', main);
  const before = server.children;
  const first = await dateline(place, ['reload']);
  expect(first).toEqual({
    code: 0,
    out: expect.stringMatching(/^Reloaded in \d+ ms\.\n$/),
    err: '',
  });
  expect(server.children.length).toBe(before.length + 1);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);

  const other = controlPath(place.where.dataDir, 1);
  writeFileSync(other, '');
  const which = await dateline(place, ['reload']);
  expect([which.code, which.err]).toEqual([2, expect.stringMatching(/say which by PORT: .*\b1\b/)]);
  rmSync(other);

  rmSync(program);
  writeFileSync(program, 'this is no program');
  const broken = await dateline(place, ['reload']);
  expect(broken.code).toBe(1);
  expect(broken.err).toMatch(/^Not reloaded: .*\n {2}what has served serves on/);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);

  await server.kill('SIGTERM');
  expect((await dateline(place, ['reload'])).code).toBe(3);
  rmSync(release, { recursive: true });
  await place.drop();
});
