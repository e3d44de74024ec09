import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { adminToken, call } from '../call.ts';
import { ServerProcess } from '../process.ts';
import { emptyFolder } from '../services/databases.ts';
import { until } from '../until.ts';

const root = resolve(import.meta.dirname, '../..');

/** As `npm run dev` makes it: each source by itself, and no look at its types. */
test('a server made of its sources one by one publishes and serves', async () => {
  const cache = join(root, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'dev-build-'));
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
  const transform = `
    import { serverSources, transformServer } from ${JSON.stringify(join(root, 'client/transform-server.mjs'))};
    await transformServer(serverSources(), ${JSON.stringify(folder)});`;
  execFileSync(process.execPath, ['--input-type=module', '-e', transform]);
  // Nothing that Node compiles can be kept here, and that is no fault.
  writeFileSync(join(folder, 'compiled'), '');
  const place = emptyFolder();
  const environment = { ADMIN_TOKEN: adminToken, DATA_DIR: place.where.dataDir };
  const { server, url } = await ServerProcess.serving(environment, ':', join(folder, 'main.js'));
  const as = { authorization: `Bearer ${adminToken}` };
  const made = await call(url, 'POST', '/api/v1/feeds', { slug: 'f', title: 'F' }, as);
  expect(made.status).toBe(201);
  const posted = await call(url, 'POST', '/api/v1/feeds/f/items', { headline: 'Served' }, as);
  expect(posted.status).toBe(201);
  // A post is answered before it is announced (decision 5).
  const isServed = async () => (await call(url, 'GET', '/feeds/f')).text.includes('Served');
  await until(isServed, 'the page to have it');
  await server.kill();
  rmSync(folder, { recursive: true });
  await place.drop();
});
