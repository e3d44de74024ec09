import { adminToken, call } from '../../call.ts';
import { ServerProcess } from '../../process.ts';
import { emptyFolder } from '../../services/databases.ts';
import { until } from '../../until.ts';

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

interface Line {
  readonly time: string;
  readonly level: string;
  readonly message: string;
  readonly context?: string;
  readonly instance?: number;
  readonly request?: string;
}

describe('the log', () => {
  test('in JSON is an object a line, from the start to the end, with the instance and the request', async () => {
    const place = emptyFolder();
    const environment = { DATA_DIR: place.where.dataDir, ADMIN_TOKEN: adminToken };
    const more = { LOG_FORMAT: 'json', INSTANCES: '2' };
    const { server, url } = await ServerProcess.serving({ ...environment, ...more });
    const lines = () =>
      server.output
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Line);
    // By a body, which comes by itself: its lines are of the request all the same.
    const name = 'nobody-who-is-here';
    const password = 'a wrong password of the tests';
    const headers = { 'x-request-id': '4bf92f3577b34da6' };
    const refused = await call(url, 'POST', '/api/v1/session', { name, password }, headers);
    expect([refused.status, refused.headers.get('x-request-id')]).toEqual([
      401,
      headers['x-request-id'],
    ]);
    await until(() => server.output.includes(headers['x-request-id']), 'the line of the refusal');
    const [refusal] = lines().filter(({ request }) => request === headers['x-request-id']);
    expect(refusal).toMatchObject({
      level: 'warn',
      context: 'Limits',
      message: expect.stringMatching(/^A wrong token/) as unknown,
      instance: expect.any(Number) as unknown,
    });
    // What is said outside of instances has the same form, as has what a fault of the start says.
    const [serves] = lines().filter(({ message }) => message.startsWith('Dateline serves at'));
    expect(serves).toMatchObject({ level: 'log' });
    expect(Date.now() - Date.parse(serves?.time ?? '')).toBeLessThan(3_600_000);
    expect(server.output).not.toContain(adminToken);
    expect(server.output).not.toContain(name);
    expect(server.output).not.toContain(password);
    await server.kill('SIGTERM');
    expect(lines().every(({ level, message }) => level !== '' && message !== '')).toBe(true);

    const faulty = ServerProcess.run({ ...environment, LOG_FORMAT: 'json', PORT: 'x' });
    await faulty.ended();
    expect(JSON.parse(faulty.output)).toMatchObject({
      level: 'fatal',
      message: expect.stringMatching(/PORT: is no port/) as unknown,
    });
    await place.drop();
  });

  test('for people names the request, and every answer has an id, whatever was sent for one', async () => {
    const place = emptyFolder();
    const environment = { DATA_DIR: place.where.dataDir, ADMIN_TOKEN: adminToken };
    const { server, url } = await ServerProcess.serving(environment);
    const idOf = async (path: string, given?: string) =>
      (
        await call(
          url,
          'GET',
          path,
          undefined,
          given === undefined ? {} : { 'x-request-id': given },
        )
      ).headers.get('x-request-id');
    for (const insane of [undefined, '', 'a b', 'a"b', 'a;b', 'é', 'x'.repeat(65)]) {
      expect([insane, await idOf('/healthz', insane)]).toEqual([
        insane,
        expect.stringMatching(uuid),
      ]);
    }
    expect(await idOf('/nowhere', 'of-a.proxy_1')).toBe('of-a.proxy_1');
    expect(await idOf('/healthz')).not.toBe(await idOf('/healthz'));
    const wrong = { authorization: 'Bearer no-token-of-theirs', 'x-request-id': 'the-first' };
    await call(url, 'GET', '/api/v1/people', undefined, wrong);
    await until(() => server.output.includes('(request the-first)'), 'the line');
    expect(server.output).toMatch(/WARN \[Limits\] A wrong token.*\(request the-first\)/);
    expect(server.output).not.toContain('no-token-of-theirs');
    await server.kill('SIGTERM');
    await place.drop();
  });
});
