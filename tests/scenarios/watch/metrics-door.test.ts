import { request } from 'node:http';
import type { Config } from '../../../src/config.ts';
import { noMetricsSettings } from '../../../src/ops/metrics-settings.ts';
import { adminToken, call } from '../../call.ts';
import { ServerProcess } from '../../process.ts';
import { RelayTree } from '../../relay-tree.ts';
import { TestServer } from '../../server.ts';
import { emptyFolder } from '../../services/databases.ts';
import { freePort } from '../../services/free-port.ts';
import { until } from '../../until.ts';

const token = 'who-may-look-at-the-metrics';
const byToken = { ...noMetricsSettings, token };
const own = async () => `http://127.0.0.1:${await freePort()}`;

describe('metrics are not for everybody', () => {
  test('without any setting they are for programs of this machine, and the refusal names the cure', async () => {
    await withServer({}, async (url) => {
      expect(await asked(url)).toEqual([200, true]);
      expect(await asked(url, { host: 'localhost:3000' })).toEqual([200, true]);
      const foreign: readonly Record<string, string>[] = [
        { 'x-forwarded-for': '127.0.0.1' },
        { forwarded: 'for=203.0.113.7' },
        { via: '1.1 varnish' },
        { 'x-real-ip': '203.0.113.7' },
        { host: 'live.example.org' },
        { host: '127.0.0.1.example.org' },
      ];
      for (const header of foreign) {
        expect([header, ...(await asked(url, header))]).toEqual([header, 403, false]);
      }
      const refused = await call(url, 'GET', '/metrics', undefined, { via: '1.1 varnish' });
      expect(refused.json).toMatchObject({
        code: 'not_allowed',
        detail: expect.stringMatching(/METRICS_TOKEN or METRICS_PORT/) as unknown,
      });
    });
  });

  test.each([{ publicUrl: 'https://live.example.org' }, { trustProxy: ['loopback'] }])(
    'behind a proxy, by %j, a connection of this machine proves nothing',
    async (settings) => {
      await withServer(settings, async (url) => expect(await asked(url)).toEqual([403, false]));
      await withServer({ ...settings, metrics: byToken }, async (url) =>
        expect(await asked(url, { authorization: `Bearer ${token}` })).toEqual([200, true]),
      );
    },
  );

  test('with a token they are for who has it; who guesses is refused, and shuts out nobody', async () => {
    await withServer({ metrics: byToken }, async (url) => {
      const right = { authorization: `Bearer ${token}` };
      const wrong = [undefined, 'Bearer', `Bearer ${token}x`, `Basic ${token}`, token];
      for (const authorization of wrong) {
        const headers: Record<string, string> =
          authorization === undefined ? {} : { authorization };
        const answer = await call(url, 'GET', '/metrics', undefined, headers);
        expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
      }
      await until(async () => (await asked(url))[0] === 429, 'the guesser to be refused');
      expect(await asked(url, right)).toEqual([200, true]);
      const { headers } = await call(url, 'GET', '/metrics', undefined, right);
      expect(headers.get('cache-control')).toContain('no-store');
    });
  });

  test('on a port of their own they are there alone, with nothing beside them', async () => {
    const port = await freePort();
    const mine = `http://127.0.0.1:${port}`;
    await withServer({ metrics: { ...noMetricsSettings, port } }, async (url) => {
      expect(await asked(url)).toEqual([404, false]);
      expect(await asked(mine, { host: 'dateline:9464', via: '1.1 proxy' })).toEqual([200, true]);
      for (const path of ['/', '/readyz', '/api/v1/feeds', '/metrics/x']) {
        expect([path, (await call(mine, 'GET', path)).status]).toEqual([path, 404]);
      }
      expect((await call(mine, 'POST', '/metrics')).status).toBe(404);
    });
    await withServer({ metrics: { ...byToken, port } }, async () => {
      expect(await asked(mine)).toEqual([401, false]);
      expect(await asked(mine, { authorization: `Bearer ${token}` })).toEqual([200, true]);
    });
    await expect(call(mine, 'GET', '/metrics')).rejects.toThrow();
  });

  test('a relay keeps them as its newsroom does', async () => {
    await using tree = await RelayTree.start(1);
    const url = tree.leaf.url;
    expect(await asked(url)).toEqual([200, true]);
    expect(await asked(url, { via: '1.1 varnish' })).toEqual([403, false]);
  });

  test('of several instances every one answers for all on it, also after a reload', async () => {
    const place = emptyFolder();
    const mine = await own();
    const { server, url } = await ServerProcess.serving({
      DATA_DIR: place.where.dataDir,
      ADMIN_TOKEN: adminToken,
      INSTANCES: '2',
      METRICS_PORT: new URL(mine).port,
      METRICS_TOKEN: token,
    });
    const instances = async () => {
      const headers = { authorization: `Bearer ${token}`, connection: 'close' };
      const { text } = await call(mine, 'GET', '/metrics', undefined, headers);
      return /^dateline_instances (\d+)$/m.exec(text)?.[1];
    };
    for (let n = 0; n < 10; n += 1) expect(await instances()).toBe('2');
    expect(await asked(url)).toEqual([404, false]);
    server.signal('SIGHUP');
    await until(() => /Reloaded in/.test(server.output), 'the reload');
    for (let n = 0; n < 10; n += 1) expect(await instances()).toBe('2');
    await server.kill('SIGTERM');
    await place.drop();
  });

  test.each(['1', '2'])(
    'a port that another server has is a fault of METRICS_PORT, for INSTANCES=%s',
    async (INSTANCES) => {
      // Shared unnoticed, it would answer for one of them at a time.
      const [place, other] = [emptyFolder(), emptyFolder()];
      const METRICS_PORT = new URL(await own()).port;
      const environment = { ADMIN_TOKEN: adminToken, INSTANCES, METRICS_PORT };
      const { server } = await ServerProcess.serving({
        ...environment,
        DATA_DIR: place.where.dataDir,
      });
      const second = ServerProcess.serving({ ...environment, DATA_DIR: other.where.dataDir });
      await expect(second).rejects.toThrow(`METRICS_PORT: ${METRICS_PORT} cannot be opened`);
      await server.kill('SIGTERM');
      for (const one of [place, other]) await one.drop();
    },
  );
});

async function withServer(
  settings: Partial<Config>,
  use: (url: string) => Promise<void>,
): Promise<void> {
  const place = emptyFolder();
  const server = await TestServer.start(place, settings);
  try {
    await use(server.url);
  } finally {
    await server[Symbol.asyncDispose]();
    await place.drop();
  }
}

/** The status of `/metrics`, and whether there are any; `fetch` sends no `Host` of ours. */
function asked(url: string, headers: Record<string, string> = {}): Promise<[number, boolean]> {
  return new Promise((done, fail) => {
    const asking = request(`${url}/metrics`, { headers, agent: false }, (response) => {
      let text = '';
      response.on('data', (part: Buffer) => {
        text += part.toString();
      });
      response.on('end', () => done([response.statusCode ?? 0, text.includes('dateline_')]));
    });
    asking.once('error', fail);
    asking.end();
  });
}
