import type { Change } from '../../../src/feed/change.ts';
import type { Item } from '../../../src/feed/item.ts';
import type { Snapshot } from '../../../src/feed/snapshot.ts';
import { emptyFolder, type EmptyDatabase } from '../../services/databases.ts';
import { emptyPostgres } from '../../services/empty-postgres.ts';
import { serviceUrl } from '../../services/service-url.ts';
import { randomOf } from '../../random.ts';
import { call, type Answer } from '../../call.ts';
import { TestServer } from '../../server.ts';
import { until } from '../../until.ts';
import { VirtualReader } from '../../virtual-reader.ts';

const readers = 60;
const steps = 120;

/** A day of a newsroom in a minute: every kind of change, readers that come, go and change instances. */
const houses: readonly (readonly [string, () => Promise<EmptyDatabase>, boolean])[] = [
  ['one instance on the embedded default', async () => emptyFolder(), false],
  ['two instances on Redis and PostgreSQL', emptyPostgres, true],
];

describe.each(houses)('%s', (_name, empty, isTwo) => {
  test('after a wild day every reader sees what the log says, nothing twice, nothing out of order', async () => {
    const place = await empty();
    const redisUrl = isTwo ? serviceUrl('TEST_REDIS_URL') : undefined;
    await using a = await TestServer.start(place, { redisUrl });
    await using b = isTwo ? await TestServer.start(place, { redisUrl }) : await nobody();
    const servers = b === undefined ? [a] : [a, b];
    const random = randomOf(20_261_123);
    const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
    await a.createFeed('day');

    using crowd = new DisposableStack();
    const all = Array.from({ length: readers }, () =>
      crowd.use(new VirtualReader('day', () => pick(servers).url)),
    );
    for (const reader of all) reader.connect();
    const live: Item[] = [];
    let written = 0;
    for (let step = 0; step < steps; step += 1) {
      await act(step);
      // Half of the readers are of the kind that is dropped.
      if (step % 3 === 0) pick(all.slice(0, readers / 2)).drop();
    }
    const head = () => call(a.url, 'GET', '/api/v1/feeds/day');
    // An instance may hear of the other's last change after its answer: what it says before is old.
    let last = (await head()).json as unknown as Snapshot;
    const hasHeard = async () => {
      last = (await head()).json as unknown as Snapshot;
      return last.seq === written;
    };
    await until(hasHeard, 'the first instance');
    // A reader that broke a promise may never get there: the promise is what is told then.
    const isThere = ({ view, broken }: VirtualReader) =>
      broken.length > 0 || view?.seq === last.seq;
    await until(() => all.every(isThere), 'all readers');
    expect(all.flatMap(({ broken }) => broken)).toEqual([]);
    expect(all.map(({ resets }) => resets)).toEqual(all.map(() => 0));
    for (const { newest } of all) expect(newest).toEqual(last);
    expect(all.reduce((sum, { applied }) => sum + applied, 0)).toBeGreaterThan(
      readers * steps * 0.8,
    );

    async function act(step: number): Promise<void> {
      const server = pick(servers);
      const items = '/api/v1/feeds/day/items';
      const item = pick(live);
      const choice = random();
      if (item === undefined || choice < 0.5) {
        const made = await server.publish('day', { headline: `step ${step}`, body: 'Text.' });
        written = made.change.seq;
        live.push(made.item);
        return;
      }
      const rev = { 'if-match': `"${item.rev}"` };
      if (choice < 0.7)
        update(
          await server.call('PATCH', `${items}/${item.id}`, { kind: 'edit', body: `${step}` }, rev),
        );
      else if (choice < 0.8)
        update(
          await server.call(
            'PATCH',
            `${items}/${item.id}`,
            { kind: 'correct', note: `${step}` },
            rev,
          ),
        );
      else if (choice < 0.85)
        update(
          await server.call(
            'PATCH',
            `${items}/${item.id}`,
            { kind: 'strike', note: `${step}` },
            rev,
          ),
        );
      else if (choice < 0.93) changed(await server.call('PUT', `${items}/${item.id}/pin`));
      else {
        changed(await server.call('DELETE', `${items}/${item.id}`, { reason: 'r' }));
        live.splice(live.indexOf(item), 1);
      }
    }

    function changed({ status, json }: Answer): void {
      expect(status).toBe(200);
      written = (json['change'] as Change).seq;
    }

    function update(answer: Answer): void {
      changed(answer);
      const item = answer.json['item'] as Item;
      live[live.findIndex(({ id }) => id === item.id)] = item;
    }
  });
});

async function nobody(): Promise<undefined> {
  return undefined;
}
