import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { changeKindNames, changeKinds, type ChangeKind } from '../../src/feed/change-kinds.ts';
import type { KindOfChange } from '../../src/feed/change-kinds.ts';
import { itemIdOf, type Change } from '../../src/feed/change.ts';
import type { Item } from '../../src/feed/item.ts';
import { newest, snapshotItems, type Snapshot } from '../../src/feed/snapshot.ts';
import type { LogSegment, Wording } from '../../src/feed/messages.ts';
import { TestServer } from '../server.ts';
import { emptyFolder } from '../services/databases.ts';
import { StockReader } from '../stock-reader.ts';
import { until } from '../until.ts';
import { VirtualReader } from '../virtual-reader.ts';
import { StreamReader } from './reading/stream-reader.ts';

const api = '/api/v1/feeds/f';

/** Does what an editor does to one item, each call against the revision the last one left. */
class Desk {
  private rev = 1;

  constructor(
    private readonly server: TestServer,
    private readonly id: string,
  ) {}

  async patch(body: object): Promise<void> {
    const ifMatch = { 'if-match': `"${this.rev}"` };
    const { json } = await this.call('PATCH', `/items/${this.id}`, body, ifMatch);
    this.rev = (json as { item: Item }).item.rev;
  }

  async put(rest: string): Promise<void> {
    await this.call('PUT', `/items/${this.id}${rest}`);
  }

  async delete(rest: string, body?: object): Promise<void> {
    await this.call('DELETE', `/items/${this.id}${rest}`, body);
  }

  async changeFeed(patch: object): Promise<void> {
    await this.call('PATCH', '', patch);
  }

  private async call(method: string, rest: string, body?: object, headers = {}) {
    const answer = await this.server.call(method, `${api}${rest}`, body, headers);
    if (answer.status >= 300) throw new Error(`${method} ${rest}: ${answer.text}`);
    return answer;
  }
}

const note = (kind: ChangeKind) => `secret note of ${kind}`;

/** The calls that end in each kind of change of an item that was just posted. A kind without a line does not compile. */
const calls: Readonly<Record<ChangeKind, (desk: Desk) => Promise<void>>> = {
  post: async () => undefined,
  edit: (desk) => desk.patch({ kind: 'edit', headline: 'secret edit' }),
  correct: (desk) => desk.patch({ kind: 'correct', note: note('correct'), headline: 'secret' }),
  strike: (desk) => desk.patch({ kind: 'strike', note: note('strike') }),
  unstrike: async (desk) => {
    await desk.patch({ kind: 'strike', note: note('strike') });
    await desk.patch({ kind: 'unstrike', note: note('unstrike') });
  },
  redact: (desk) => desk.patch({ kind: 'redact', note: note('redact'), headline: 'secret again' }),
  takedown: (desk) => desk.delete('', { reason: 'asked for' }),
  pin: (desk) => desk.put('/pin'),
  unpin: async (desk) => {
    await desk.put('/pin');
    await desk.delete('/pin');
  },
  feed: (desk) => desk.changeFeed({ description: `As of ${Date.now()}` }),
};

describe('every kind of change', () => {
  const place = emptyFolder();
  let server: TestServer;
  let plain: StockReader;
  let strict: VirtualReader;
  let stream: StreamReader;

  beforeAll(async () => {
    server = await TestServer.start(place);
    await server.createFeed('f');
    plain = new StockReader(server.url, { v: 1, subs: [{ feed: 'f' }] });
    strict = new VirtualReader('f', () => server.url);
    strict.connect();
    stream = new StreamReader('f');
    stream.connect(server.url);
    await until(() => plain.of('snapshot').length === 1, 'the snapshot by the socket');
    await until(() => strict.view !== undefined, 'the snapshot of the strict reader');
    await until(() => stream.view !== undefined, 'the snapshot by the stream');
  });

  afterAll(async () => {
    plain[Symbol.dispose]();
    strict[Symbol.dispose]();
    stream.leave();
    await server[Symbol.asyncDispose]();
    await place.drop();
  });

  const read = async <T>(path: string): Promise<T> =>
    (await server.call('GET', `${api}${path}`)).json as T;

  const changesOfLog = async (): Promise<readonly Change[]> => {
    const { epoch, seq } = await read<Snapshot>('/head');
    const segments = Array.from({ length: Math.ceil(seq / 64) }, (_, n) =>
      read<LogSegment>(`/log/${epoch}/${n}`),
    );
    return (await Promise.all(segments)).flatMap(({ changes }) => changes);
  };

  test.each(changeKindNames)(
    '%s: an editor makes it, it is on every road and in what is read later, and no word of it outlives a takedown',
    async (kind) => {
      const { carries, rewords, remarks }: KindOfChange = changeKinds[kind];
      const { item } = await server.publish('f', { headline: `secret of ${kind}`, body: 'secret' });
      await calls[kind](new Desk(server, item.id));

      const change = (await changesOfLog()).at(-1);
      expect(change?.kind).toBe(kind);
      if (change === undefined) return;
      const { seq } = change;
      await until(() => plain.of('change').at(-1)?.seq === seq, 'the change by the socket');
      expect(plain.of('change').at(-1)).toEqual(change);
      await until(() => stream.view?.seq === seq, 'the change by the stream');
      expect(stream.of(kind).at(-1)?.data).toEqual(change);
      await until(() => strict.view?.seq === seq, 'the change of the strict reader');
      // What the reducer made of it is what the server says.
      const snapshot = await read<Snapshot>('');
      expect(strict.newest).toEqual(snapshot);
      expect(stream.view && newest(stream.view, snapshotItems)).toEqual(snapshot);

      expect(itemIdOf(change)).toBe(carries === 'info' ? undefined : item.id);
      const history = await read<{ wordings: readonly Wording[] }>(`/items/${item.id}/history`);
      if (rewords === true && kind !== 'edit') expect(history.wordings.at(-1)?.kind).toBe(kind);
      if (remarks === true) {
        expect(history.wordings.at(-1)?.note).toBe(note(kind));
        expect((await read<Item>(`/items/${item.id}`)).remarks?.at(-1)).toEqual({
          kind,
          at: change.at,
          note: note(kind),
        });
        const page = await server.call('GET', `/feeds/f/items/${item.id}`);
        expect(page.text).toContain(note(kind));
      }

      if (kind !== 'takedown') await new Desk(server, item.id).delete('', { reason: 'over' });
      await until(() => strict.view?.seq === stream.view?.seq, 'both readers to be level');
      expect(JSON.stringify(await changesOfLog())).not.toContain('secret');
      // From the memory of the instance.
      using late = new StockReader(server.url, {
        v: 1,
        subs: [{ feed: 'f', ...(await positionBefore(item.id)) }],
      });
      await until(() => late.of('sync').length === 1, 'the catch-up');
      expect(JSON.stringify(late.of('sync'))).not.toContain('secret');
      expect(strict.broken).toEqual([]);
      expect(stream.broken).toEqual([]);
    },
  );

  /** Where a reader stands that has missed all that was done to an item. */
  const positionBefore = async (id: string) => {
    const changes = await changesOfLog();
    const first = changes.find((change) => itemIdOf(change) === id);
    if (first === undefined) throw new Error('The item is in no change.');
    return { epoch: first.epoch, seq: first.seq - 1, tag: first.prev };
  };

  test('is named by the contract, and by the example that needs the names', () => {
    const root = resolve(import.meta.dirname, '../..');
    const contract = readFileSync(resolve(root, 'PROTOCOL.md'), 'utf8');
    const table = contract.split('\n## 1. ')[1]?.split('\n## ')[0] ?? '';
    const inContract = changeKindNames.filter((kind) => table.includes(`\`${kind}\``));
    expect(inContract).toEqual(changeKindNames);
    const example = readFileSync(resolve(root, 'docs/examples/by-event-source.mjs'), 'utf8');
    const [, list = ''] = /const kinds = \[([^\]]*)\]/.exec(example) ?? [];
    const named = [...list.matchAll(/'(\w+)'/g)].map(([, name]) => name);
    expect(new Set(named)).toEqual(new Set(changeKindNames));
  });
});
