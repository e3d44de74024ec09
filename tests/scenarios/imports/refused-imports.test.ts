import { connect } from 'node:net';
import { adminToken } from '../../call.ts';
import { TestServer } from '../../server.ts';
import { emptyFolder } from '../../services/databases.ts';
import { ImportRoom } from './import-room.ts';

describe('a story of elsewhere', () => {
  let room: ImportRoom;

  beforeAll(async () => {
    room = await ImportRoom.open();
  });

  beforeEach(() => (room.asked = []));

  afterAll(() => room[Symbol.asyncDispose]());

  test('that cannot be used is refused whole, with every problem and the cure, and changes nothing', async () => {
    await room.server.createFeed('bad');
    const entry = (externalId: unknown, fields: object, at: unknown = '2021-02-19T18:00:00Z') =>
      JSON.stringify({ externalId, postedAt: at, wordings: [{ kind: 'post', at, ...fields }] });
    const lines = [
      '{"dateline":1}',
      entry('fine', { body: 'Good.' }),
      entry('dated', { body: 'x' }, '2021-02-19T18:00:00'),
      entry('', { body: 'x', headline: 'two\nlines' }),
      entry('strange', { body: 'x', draft: true, colour: 'red' }),
      entry('twice', { body: 'one' }),
      entry('twice', { body: 'two' }),
      entry('twice', { body: 'two' }),
      entry('script', { body: '<script>x</script>', link: 'javascript:alert(1)' }),
      entry('long', { body: 'x'.repeat(50_001) }),
    ].join('\n');
    const refused = await room.importInto('bad', lines);
    expect(refused.status).toBe(422);
    expect(refused.detail).toMatch(/^Nothing was changed\. There are \d+ problems in 9 entries\.$/);
    const problems = refused.errors.map(({ pointer, detail }) => `${pointer} ${detail}`);
    expect(problems).toEqual([
      expect.stringMatching(/^\/entries\/1\/postedAt “dated” must be a time with its zone/),
      expect.stringMatching(/^\/entries\/1\/at “dated” must be a time with its zone/),
      expect.stringMatching(/^\/entries\/2\/externalId must not be blank/),
      expect.stringMatching(/^\/entries\/2\/headline must be one line/),
      expect.stringMatching(
        /^\/entries\/3\/draft “strange” is not of what is imported; leave it out/,
      ),
      expect.stringMatching(/^\/entries\/3\/colour “strange” is no field that is known here/),
      expect.stringMatching(
        /^\/entries\/5\/externalId “twice” is told twice, with different words: leave one/,
      ),
      expect.stringMatching(/^\/entries\/7\/link “script” must be an http or https URL/),
      expect.stringMatching(/^\/entries\/8\/body “long” must be at most 50000 characters/),
    ]);

    const cases: readonly [
      string | Buffer | undefined,
      string,
      number,
      RegExp,
      Record<string, string>?,
    ][] = [
      ['<!doctype html><p>Hello', '', 400, /no LiveBlogPosting/],
      ['hello', '', 400, /Nobody knows by its beginning/],
      ['{"dateline":1}\nnonsense', '', 400, /Line 2 is no JSON/],
      ['{"dateline":1}\n', '', 400, /no entry in it/],
      [undefined, '', 400, /body is empty/],
      ['x', '?format=word&dryRun=maybe&colour=1', 422, /At fault: \/dryRun, \/colour/],
      ['x', '?format=word', 422, /At fault: \/format/],
      ['x', '', 415, /unpacked/, { 'content-encoding': 'gzip' }],
      [undefined, `?from=${room.address}/nowhere`, 422, /The address answers 404/],
      [undefined, '?from=ftp://x.example/', 422, /At fault: \/from/],
      [undefined, '?from=http://127.0.0.1:1/', 422, /was not reached/],
    ];
    for (const [body, query, status, words, headers] of cases) {
      const answer = await room.importInto('bad', body, query, headers);
      expect([query, answer.status, answer.detail]).toEqual([
        query,
        status,
        expect.stringMatching(words),
      ]);
    }
    expect((await room.importInto('nowhere', lines)).status).toBe(404);
    expect((await room.snapshot('bad')).seq).toBe(0);
    expect((await room.server.call('GET', '/api/v1/feeds/nowhere/export')).status).toBe(404);
  });

  test('comes in and goes out for who may, and from no private network', async () => {
    await room.server.createFeed('shut');
    const token = async (role: string) => {
      const { json } = await room.server.call('POST', '/api/v1/tokens', { name: role, role });
      return { authorization: `Bearer ${String(json['secret'])}` };
    };
    const editor = await token('editor');
    expect((await room.importInto('shut', 'x', '', editor)).status).toBe(403);
    expect(
      (await room.server.call('GET', '/api/v1/feeds/shut/export', undefined, editor)).status,
    ).toBe(403);
    const alone = emptyFolder();
    const strict = await TestServer.start(alone);
    await strict.createFeed('shut');
    const answer = await strict.call(
      'POST',
      `/api/v1/feeds/shut/import?from=${room.address}/story`,
    );
    expect(answer).toMatchObject({
      status: 422,
      json: { detail: expect.stringMatching(/private network/) as string },
    });
    expect(room.asked).toEqual([]);
    await strict[Symbol.asyncDispose]();
    await alone.drop();
  });

  test('a file of a gigabyte is refused before it is read', async () => {
    await room.server.createFeed('large');
    const { port, hostname } = new URL(room.server.url);
    const socket = connect(Number(port), hostname);
    socket.write(
      `POST /api/v1/feeds/large/import HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${adminToken}\r\nContent-Length: 1073741824\r\n\r\n{"dateline"`,
    );
    const [answer] = (await new Promise((done) => socket.once('data', (part) => done([part])))) as [
      Buffer,
    ];
    socket.destroy();
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 413 [\s\S]*may have 256 MB[\s\S]*Split it/);
  });
});
