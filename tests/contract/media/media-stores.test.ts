import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileStore } from '../../../src/media/file-store.ts';
import { mediaKey, type MediaStore } from '../../../src/media/media-store.ts';
import { S3Store } from '../../../src/media/s3-store.ts';
import { S3Server } from './s3-server.ts';

interface Opened {
  readonly store: MediaStore;
  readonly close: () => Promise<void>;
}

const stores: readonly (readonly [string, () => Promise<Opened>])[] = [
  [
    'a folder',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'dateline-media-'));
      const close = async () => rmSync(folder, { recursive: true, force: true });
      return { store: new FileStore(join(folder, 'media')), close };
    },
  ],
  [
    'a bucket',
    async () => {
      const server = await S3Server.start();
      const store = new S3Store(server.settings, () => undefined);
      return { store, close: () => server[Symbol.asyncDispose]() };
    },
  ],
];

const [one = '', two = '', three = ''] = ['a', 'b', 'c'].map((sign) => sign.repeat(26));
const bytes = (text: string) => Buffer.from(text);

describe.each(stores)('the store of pictures: %s', (_name, open) => {
  let [store, close]: [MediaStore, Opened['close']] = [] as never;

  beforeEach(async () => {
    ({ store, close } = await open());
  });

  afterEach(() => close());

  test('gives each file as it was put, and nothing for one that was not', async () => {
    const all = Buffer.from(Uint8Array.from({ length: 300_000 }, (_, at) => at % 251));
    await store.put(mediaKey(one, '640.avif'), all, 'image/avif');
    await store.put(mediaKey(one, '640.jpg'), bytes('jpg'), 'image/jpeg');
    expect((await store.get(mediaKey(one, '640.avif')))?.equals(all)).toBe(true);
    expect(await store.get(mediaKey(one, '640.jpg'))).toEqual(bytes('jpg'));
    expect(await store.get(mediaKey(one, '640.webp'))).toBeUndefined();
    expect(await store.get(mediaKey(two, '640.jpg'))).toBeUndefined();
    const there = ['640.avif', '640.webp'].map((name) => store.has(mediaKey(one, name)));
    expect(await Promise.all(there)).toEqual([true, false]);
  });

  test('removes the files of one upload and of no other; what is not there is removed already', async () => {
    const keys = ['640.avif', '640.jpg'].map((name) => mediaKey(one, name));
    const stays = mediaKey(two, '640.jpg');
    for (const key of [...keys, stays]) await store.put(key, bytes(key), 'image/jpeg');
    await store.remove(keys);
    await store.remove(keys);
    expect(await Promise.all([...keys, stays].map((key) => store.has(key)))).toEqual([
      false,
      false,
      true,
    ]);
  });

  test('lists what it has in order, from any key on, with the time it was written', async () => {
    expect(await store.list('')).toEqual([]);
    const keys = [mediaKey(one, '1280.jpg'), mediaKey(one, '640.jpg'), mediaKey(three, '640.jpg')];
    for (const key of keys.toReversed()) await store.put(key, bytes(key), 'image/jpeg');
    const listed = async (after: string) => (await store.list(after)).map(({ key }) => key);
    expect(await listed('')).toEqual(keys);
    expect(await listed(keys[0] ?? '')).toEqual(keys.slice(1));
    expect(await listed(mediaKey(two, ''))).toEqual(keys.slice(2));
    expect(await listed(keys[2] ?? '')).toEqual([]);
    const [first] = await store.list('');
    // Whole seconds, and the clock of a file system may be a moment behind.
    expect(Math.abs((first?.writtenMs ?? 0) - Date.now())).toBeLessThan(3_600_000);
  });
});
