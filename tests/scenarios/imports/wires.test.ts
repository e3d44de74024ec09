import { WireServer } from '../../import/wire-server.ts';
import { TestServer } from '../../server.ts';
import { emptyFolder } from '../../services/databases.ts';
import { until } from '../../until.ts';

const path = '/api/v1/feeds/storm/wires';

describe('the wires of a feed', () => {
  const place = emptyFolder();
  let server: TestServer;

  beforeAll(async () => {
    server = await TestServer.start(place, { followersAllowPrivate: true });
    await server.createFeed('storm');
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await place.drop();
  });

  test('bring what is new to readers and to editors, say how they are, and are in the audit without their path', async () => {
    await using agency = await new WireServer().open();
    const at = '2026-01-01T00:00:00.000Z';
    agency.entries = [{ id: 'urn:agency:a', at, title: 'Gates shut' }];
    const body = { url: agency.url, goes: 'out', from: 'beginning' };
    const added = await server.call('POST', path, body);
    expect([added.status, added.json]).toEqual([
      201,
      expect.objectContaining({ everySeconds: 60, filter: {}, health: 'well' }),
    ]);
    const items = async () => (await server.call('GET', '/api/v1/feeds/storm')).json['items'];
    await until(async () => JSON.stringify(await items()).includes('Gates shut'), 'what is new');
    expect(await items()).toMatchObject([{ headline: 'Gates shut', postedAt: at }]);
    const listed = async () =>
      ((await server.call('GET', path)).json['wires'] as Record<string, unknown>[])[0];
    await until(async () => (await listed())?.['latest'] !== undefined, 'the look');
    expect((await listed())?.['latest']).toMatchObject({ outcome: 'read', made: 1 });

    agency.entries = [{ id: 'urn:agency:b', at, title: 'For the editors' }];
    const one = `${path}/${String(added.json['id'])}`;
    expect((await server.call('PATCH', one, { goes: 'queue' })).status).toBe(200);
    const drafts = async () => (await server.call('GET', '/api/v1/feeds/storm/drafts')).text;
    await until(async () => (await drafts()).includes('For the editors'), 'the draft');
    expect(await drafts()).toContain('"state":"submitted"');
    expect((await server.call('POST', path, body)).status).toBe(409);
    expect((await server.call('PATCH', one, { state: 'paused' })).json['health']).toBe('paused');
    expect((await server.call('DELETE', one)).status).toBe(204);
    expect((await server.call('DELETE', one)).status).toBe(404);
    const audit = (await server.call('GET', '/api/v1/audit?feed=storm')).text;
    for (const act of ['add wire', 'change wire', 'remove wire']) expect(audit).toContain(act);
    expect(audit).not.toContain('wire.atom');
  });

  test('are asked for with every fault named at once; nothing is changed then', async () => {
    const wrong = {
      url: 'ftp://x',
      goes: 'away',
      everySeconds: 1,
      filter: { words: [], more: 1 },
      from: 'ever',
    };
    const { status, json } = await server.call('POST', path, wrong);
    expect(status).toBe(422);
    const named = (json['errors'] as { readonly pointer: string }[]).map(({ pointer }) => pointer);
    expect(new Set(named)).toEqual(
      new Set(['/url', '/goes', '/everySeconds', '/filter/words', '/filter/more', '/from']),
    );
    expect((await server.call('GET', path)).json).toEqual({ wires: [] });
    const nowhere = path.replace('storm', 'nowhere');
    expect((await server.call('GET', nowhere)).status).toBe(404);
    const good = { url: 'https://agency.example/wire.rss', goes: 'queue' };
    expect((await server.call('POST', nowhere, good)).status).toBe(404);
  });
});
