import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { call } from '../../call.ts';
import { emptyFolder } from '../../services/databases.ts';
import { bearer, Desk, environmentOf, scratch, serve } from './keep-room.ts';

const root = resolve(import.meta.dirname, '../../..');
const document = readFileSync(resolve(root, 'docs/operators/keep.md'), 'utf8');
const program = resolve(root, 'dist/cli/main.js');

/** Each line of the document that a shell is to run, in its order. */
const lines = [...document.matchAll(/```sh\n(.*?)```/gs)].flatMap(([, block = '']) =>
  block.split('\n').filter((line) => line !== ''),
);

test('every command of the document runs as it is written there', async () => {
  const place = emptyFolder();
  using kept = scratch();
  const { server, url } = await serve(place);
  await using _server = server;
  const desk = new Desk(url);
  await desk.createFeed();
  const item = await desk.post('Goes');
  const join = async (name: string) => {
    const { json } = await call(url, 'POST', '/api/v1/invitations', { role: 'editor' }, bearer);
    const code = String(json['url']).split('=').at(-1);
    const asked = { name, password: 'nine grey herons at the pier' };
    return String((await call(url, 'POST', `/api/v1/invitations/${code}`, asked)).json['id']);
  };
  await join('Olena K.');
  const removed = await join('Removed');
  await call(url, 'DELETE', `/api/v1/people/${removed}`, undefined, bearer);
  const folder = kept.at('backups');
  mkdirSync(folder);
  const env = {
    PATH: process.env['PATH'] ?? '',
    ...environmentOf(place),
    DATELINE_URL: url,
    DATELINE_TOKEN: bearer.authorization.slice(7),
  };

  expect(lines.length).toBeGreaterThan(6);
  for (const line of lines) {
    // What the document has made up is put in the place of what is here.
    const backup = readdirSync(folder)[0] ?? 'none';
    const here = line
      .replace('/var/backups/dateline/dateline-20261130T020000Z.tar.gz', `${folder}/${backup}`)
      .replace('dateline-20261130T020000Z.tar.gz', `${folder}/${backup}`)
      .replaceAll('/var/backups/dateline', folder)
      .replace('01a22c38-219e-7054-b7b2-44ff5a219e80', removed)
      .replace(/--item \S+/, `--item ${item.id}`);
    const script = `set -eo pipefail; dateline() { '${process.execPath}' '${program}' "$@"; }; ${here}`;
    const failure = await new Promise<string>((ended) => {
      execFile('bash', ['-c', script], { env, cwd: kept.path }, (error, _out, err) =>
        ended(error === null ? '' : `${line}: ${err}`),
      );
    });
    expect(failure).toBe('');
  }
  await server.kill('SIGTERM');
  await place.drop();
});
