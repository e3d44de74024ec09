import { S3Server } from '../../contract/media/s3-server.ts';
import { flatPicture } from '../../pictures-of-tests.ts';
import { emptyFolder } from '../../services/databases.ts';
import { uploadTo } from '../../upload-to.ts';
import { dateline, Desk, done, environmentOf, scratch, serve } from './keep-room.ts';

test('pictures of a bucket are in a backup, and go into the bucket or the folder of the place; a bucket that is away changes nothing', async () => {
  const [place, other, third] = [emptyFolder(), emptyFolder(), emptyFolder()];
  using kept = scratch();
  await using bucket = await S3Server.start();
  await using elsewhere = await S3Server.start();
  const { server, url } = await serve(place, { S3_URL: urlOf(bucket) });
  await using _server = server;
  const desk = new Desk(url);
  await desk.createFeed();
  const upload = await uploadTo({ url }, await flatPicture('png'));
  await desk.post('With a picture', { images: [{ url: upload.url, alt: 'A' }] });
  const bytesAt = async (base: string) =>
    Buffer.from(await (await fetch(base + upload.url)).arrayBuffer());
  const picture = await bytesAt(url);
  const path = kept.at('backup.tar.gz');
  await run(['backup', path], place, bucket);

  await run(['restore', path], other, elsewhere);
  const restored = await serve(other, { S3_URL: urlOf(elsewhere) });
  await using _restored = restored.server;
  expect(await bytesAt(restored.url)).toEqual(picture);
  await done(third, 'restore', path);
  const inFolder = await serve(third);
  await using _inFolder = inFolder.server;
  expect(await bytesAt(inFolder.url)).toEqual(picture);

  await bucket.goAway();
  const away = await dateline(place, ['backup', kept.at('away.tar')], { S3_URL: urlOf(bucket) });
  expect([away.code, away.err]).toEqual([3, expect.stringContaining('S3_URL names it')]);
  const rows = kept.at('rows.tar');
  const { code } = await dateline(place, ['backup', rows, '--no-media'], {
    S3_URL: urlOf(bucket),
  });
  expect(code).toBe(0);
  for (const one of [server, restored.server, inFolder.server]) await one.kill('SIGTERM');
  for (const one of [place, other, third]) await one.drop();
});

async function run(
  words: readonly string[],
  place: Parameters<typeof environmentOf>[0],
  bucket: S3Server,
): Promise<void> {
  const { code, err } = await dateline(place, words, { S3_URL: urlOf(bucket) });
  expect([code, err]).toEqual([0, err]);
}

function urlOf({ settings }: S3Server): string {
  const { endpoint, bucket, accessKey, secretKey, region } = settings;
  const address = endpoint.replace('//', `//${accessKey}:${secretKey}@`);
  return `${address}/${bucket}?region=${region}`;
}
