import { adminToken, call } from '../../call.ts';
import { Example } from '../../example.ts';
import { Cable } from '../../faults/cable.ts';
import { Cluster } from '../../faults/cluster.ts';
import { Editor } from '../../faults/editor.ts';
import type { EmptyDatabase } from '../../services/databases.ts';
import { madePostgres } from '../../services/empty-postgres.ts';
import { findProgram } from '../../services/find-program.ts';
import { startRedis } from '../../services/redis.ts';
import { until } from '../../until.ts';

describe('the examples: a stock client, an EventSource, fetch and curl', () => {
  let place: EmptyDatabase;

  beforeAll(async () => {
    place = await madePostgres();
    findProgram(['curl'], 'curl');
  });

  afterAll(() => place.drop());

  test('see the same, which is what the log says, after the same faults', async () => {
    const redis = await startRedis();
    const { databaseUrl = '' } = place.where;
    await using cluster = await Cluster.start(2, { redisUrl: redis.url, databaseUrl });
    const [theirs, other] = cluster.instances;
    if (theirs === undefined || other === undefined) throw new Error('There are two.');
    const editor = new Editor('f', [other.url]);
    await editor.createFeed();
    await editor.post();
    await using cable = await Cable.to(Number(new URL(theirs.url).port));
    const url = `http://127.0.0.1:${cable.port}`;
    using bySocket = new Example('by-socket', url);
    using byStream = new Example('by-event-source', url, {
      node: ['--experimental-eventsource'],
    });
    using byPolling = new Example('by-polling', url, { more: ['300'] });
    using byCurl = new Example('by-curl', url);
    const examples = [bySocket, byStream, byPolling, byCurl];

    const allSeeTheLog = async () => {
      const { feed: _, more: __, ...truth } = await editor.truth();
      for (const example of examples) {
        const { view } = await example.tells();
        if (view?.tag !== truth.tag) return false;
        expect(view).toEqual(truth);
      }
      return true;
    };
    const publish = async (operations: number) => {
      for (let n = 0; n < operations; n += 1) await editor.doSomething();
    };
    await until(allSeeTheLog, 'the beginning');
    await publish(30);
    await until(allSeeTheLog, 'what was published');

    cable.cut();
    await publish(5);
    await until(allSeeTheLog, 'what was published while the network was cut');

    await redis.stop();
    await publish(5);
    await until(allSeeTheLog, 'what was published without Redis');

    await theirs.stop('SIGKILL');
    await publish(90);
    await theirs.start();
    await until(allSeeTheLog, 'what was published while the instance was dead');

    const title = { title: 'Another title', coverage: 'ended' };
    const bearer = { authorization: `Bearer ${adminToken}` };
    await call(other.url, 'PATCH', '/api/v1/feeds/f', title, bearer);
    await until(allSeeTheLog, 'the end of the coverage');
    for (const example of examples) {
      const { resets, broken } = await example.tells();
      expect({ resets, broken }).toEqual({ resets: 0, broken: [] });
    }
  });
});
