import { sharedCaches } from '../../faults/shared-caches.ts';
import { says, WordWatch } from '../../faults/word-watch.ts';
import { TestServer } from '../../server.ts';
import { emptyFolder } from '../../services/databases.ts';
import { until } from '../../until.ts';

// How long it takes, and who asks first much later: npm run faults -- --only caches.
describe.each(sharedCaches)('behind $name', ({ start }) => {
  const place = emptyFolder();
  let server: TestServer;

  beforeAll(async () => {
    server = await TestServer.start(place);
  });

  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await place.drop();
  });

  test('a taken-down text goes from every address that showed it, and stays away (C1, C2, C3)', async () => {
    await using proxy = await start(Number(new URL(server.url).port));
    const watch = await WordWatch.begin(server.url, 'watched');
    const stillSaying = async () => {
      const found = await Promise.all(
        [...watch.addresses].map(async ([name, get]) => (says(await get(proxy.url)) ? [name] : [])),
      );
      return found.flat();
    };
    expect(await stillSaying()).toEqual([...watch.addresses.keys()]);
    await watch.takeDown();
    await until(async () => (await stillSaying()).length === 0, 'no address to say it');
    expect(await stillSaying()).toEqual([]);
  });
});
