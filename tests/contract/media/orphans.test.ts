import { join } from 'node:path';
import { FileStore } from '../../../src/media/file-store.ts';
import { mediaKey } from '../../../src/media/media-store.ts';
import { Media } from '../../../src/media/media.ts';
import { PictureMaker } from '../../../src/media/picture-maker.ts';
import { flatPicture } from '../../pictures-of-tests.ts';
import { onEveryDatabase } from '../on-every-database.ts';

const by = { name: 'Vera', address: '192.0.2.1' };
/** As if all had been written a minute before. */
const aMinuteOn = -60;

onEveryDatabase('files that no upload has', (room) => {
  test('are removed once no upload can be under way, unless the database knows no upload at all', async () => {
    const store = new FileStore(join(room.place.where.dataDir, 'media-orphans'));
    const media = new Media(room.database, store, new PictureMaker());
    const orphan = mediaKey('o'.repeat(26), '640.jpg');
    await store.put(orphan, Buffer.from('nobody'));
    await media.removeOrphans(aMinuteOn);
    expect(await store.has(orphan)).toBe(true);

    const { id, files } = await media.add(await flatPicture('png'), 'pier.png', by);
    await media.removeOrphans();
    expect(await store.has(orphan)).toBe(true);
    await media.removeOrphans(aMinuteOn);
    expect(await store.list('')).toHaveLength(files.length);
    expect(await store.has(mediaKey(id, files[0]?.name ?? ''))).toBe(true);
  });
});
