import specs from '@asyncapi/specs';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { changeKindNames } from '../../../src/feed/change-kinds.ts';
import { adminToken, call } from '../../call.ts';
import { emptyFolder } from '../../services/databases.ts';
import { StockReader } from '../../stock-reader.ts';
import { TestServer } from '../../server.ts';
import { until } from '../../until.ts';
import { EditorClient } from '../newsroom/live/editor-client.ts';
import { StreamReader } from '../reading/stream-reader.ts';
import { at } from './arbitrary-of.ts';
import { strictly } from './strictly.ts';

const feed = 'f';

test('the description of sockets and streams is an AsyncAPI 3 document, and what comes is as it says', async () => {
  const place = emptyFolder();
  await using server = await TestServer.start(place);
  const document = (await call(server.url, 'GET', '/api/v1/asyncapi.json')).json;
  const ofVersion3 = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(
    specs.schemasWithoutId['3.0.0'],
  );
  expect([ofVersion3(document), ofVersion3.errors]).toEqual([true, null]);
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(strictly(document), 'api');
  /** What is wrong with a message of a channel. */
  const faults = (channel: string, event: string, message: unknown): readonly unknown[] => {
    const where = `#/channels/${channel}/messages/${event}`;
    if (at(document, where) === undefined) return [`${channel} has no ${event}`];
    if (message === undefined) return [];
    const validate = ajv.getSchema(`api${where}/payload`);
    return validate?.(message) === true ? [] : [channel, event, validate?.errors, message];
  };

  await server.createFeed(feed);
  using reader = new StockReader(server.url, { v: 1, subs: [{ feed }, { feed: 'none' }] });
  await until(() => reader.of('head').length === 1, 'the head');
  using stream = new StreamReader(feed);
  stream.connect(server.url);
  using editor = new EditorClient(server.url, { token: adminToken });
  await editor.enter(feed);
  const { item } = await server.publish(feed, { headline: 'Gates shut', body: '**Four** gates' });
  const draft = await server.call('POST', `/api/v1/feeds/${feed}/items`, {
    draft: true,
    headline: 'Not yet',
  });
  editor.socket.emit('editing', { feed, item: item.id });
  editor.socket.emit('enter', { feed: 'none' });
  const items = `/api/v1/feeds/${feed}/items/${item.id}`;
  const changes: readonly (readonly [string, string, object?])[] = [
    ['PUT', `${items}/pin`],
    ['DELETE', `${items}/pin`],
    ['PATCH', items, { kind: 'correct', note: 'Three.', body: '**Three** gates' }],
    ['PATCH', `/api/v1/feeds/${feed}`, { summary: '- Gates shut' }],
    ['DELETE', items, { reason: 'Wrong' }],
  ];
  for (const [method, path, body] of changes) {
    const { status } = await server.call(method, path, body, { 'if-match': '"1"' });
    expect(status).toBe(200);
  }
  expect(draft.status).toBe(201);
  await until(() => reader.of('change').length === 6, 'the changes on the socket');
  await until(() => stream.of('takedown').length === 1, 'the takedown on the stream');
  await until(() => editor.of('editing').length > 0 && editor.of('draft').length > 0, 'the room');
  const { epoch, seq, tag } = reader.of('snapshot')[0] ?? {};
  using returned = new StockReader(server.url, { v: 1, subs: [{ feed, epoch, seq, tag }] });
  await until(() => returned.of('sync').length === 1, 'what was missed');

  const wrong = [
    ...[...reader.events, ...returned.events].map(({ event, message }) =>
      faults('readers', event, message),
    ),
    ...stream.events.map(({ event, data }) => faults('stream', event, data)),
    ...editor.heard.map(({ event, message }) => faults('newsroom', event, message)),
  ].filter((found) => found.length > 0);
  expect(wrong).toEqual([]);
  const seen = new Set(
    [...reader.events, ...stream.events, ...editor.heard].map(({ event }) => event),
  );
  expect([...seen]).toEqual(
    expect.arrayContaining([
      'snapshot',
      'change',
      'head',
      'refused',
      'presence',
      'editing',
      'draft',
    ]),
  );
  expect(changeKindNames.every((kind) => at(document, `#/channels/stream/messages/${kind}`))).toBe(
    true,
  );
  await place.drop();
});
