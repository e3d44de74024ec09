import { adminToken } from '../../call.ts';
import { S3Server } from '../../contract/media/s3-server.ts';
import { phonePicture } from '../../pictures-of-tests.ts';
import { TestServer } from '../../server.ts';
import { emptyFolder } from '../../services/databases.ts';
import { until } from '../../until.ts';
import { S3Store } from '../../../src/media/s3-store.ts';

test('pictures in a bucket are served by our own addresses, go with their item, and wait while the store is away', async () => {
  const place = emptyFolder();
  const bucket = await S3Server.start();
  const server = await TestServer.start(place, { s3: bucket.settings });
  const inBucket = async () =>
    (await new S3Store(bucket.settings, () => undefined).list('')).length;
  const upload = async () => {
    const response = await fetch(`${server.url}/api/v1/media?name=pier.jpg`, {
      method: 'POST',
      headers: { authorization: `Bearer ${adminToken}` },
      body: new Uint8Array(await phonePicture(500, 300)),
    });
    const json = (await response.json()) as Record<string, unknown>;
    return { status: response.status, json };
  };
  const library = async () => (await server.call('GET', '/api/v1/media')).json['media'];
  const statusOf = async (url: unknown) => (await fetch(server.url + String(url))).status;
  try {
    await server.createFeed('f');
    const shown = await upload();
    expect(shown.status).toBe(201);
    expect(await inBucket()).toBe(3);
    const { url } = shown.json;
    const image = { url, alt: 'A pier' };
    const { item } = await server.publish('f', { headline: 'One', image });
    expect(await statusOf(url)).toBe(200);

    await bucket.goAway();
    const refused = await upload();
    expect([refused.status, refused.json['code']]).toEqual([503, 'media_unavailable']);
    expect(refused.json['detail']).toMatch(/Nothing was changed. Try again/);
    expect(await library()).toHaveLength(1);
    await until(async () => (await statusOf(url)) === 503, 'the store to be missed');
    // News go on without pictures.
    await server.publish('f', { headline: 'Two' });
    await server.call('DELETE', `/api/v1/feeds/f/items/${item.id}`, { reason: 'asked for' });

    await bucket.comeBack();
    await until(async () => (await inBucket()) === 0, 'the files of what was taken down');
    await until(async () => (await statusOf(url)) === 404, 'the picture to be gone');
    expect((await upload()).status).toBe(201);
  } finally {
    await server[Symbol.asyncDispose]();
    await bucket[Symbol.asyncDispose]();
    await place.drop();
  }
});

test('a server whose bucket is not there does not start, and says why', async () => {
  const place = emptyFolder();
  await using bucket = await S3Server.start();
  const s3 = { ...bucket.settings, bucket: 'another' };
  await expect(TestServer.start(place, { s3 })).rejects.toThrow(/S3_URL: the store has no bucket/);
  await place.drop();
});
