import { join } from 'node:path';
import { FileStore } from '../../../src/media/file-store.ts';
import { Media } from '../../../src/media/media.ts';
import { PictureMaker } from '../../../src/media/picture-maker.ts';
import { shownPath } from '../../../src/media/upload.ts';
import { flatPicture } from '../../pictures-of-tests.ts';
import { contentOf, postOf } from '../commands.ts';
import { onEveryDatabase } from '../on-every-database.ts';

const by = { name: 'Vera', address: '192.0.2.1' };

onEveryDatabase('what shows a picture', (room) => {
  const library = () =>
    new Media(
      room.database,
      new FileStore(join(room.place.where.dataDir, 'media')),
      new PictureMaker(),
    );
  const showing = (headline: string, url: string) => ({
    ...contentOf(headline),
    image: { url, alt: 'A pier' },
  });

  test('is told by what it is, with its title; a draft that no longer shows it does not hold it', async () => {
    const { log, feed } = room;
    const media = library();
    const upload = await media.add(await flatPicture('png'), 'pier.png', by);
    const url = shownPath(upload);
    const post = (headline: string) => ({
      ...postOf(headline),
      content: showing(headline, url),
    });
    const first = post('Shown before');
    await log.append(feed, first);
    await log.append(feed, { kind: 'edit', id: first.id, rev: 1, patch: { image: null } });
    await log.append(feed, post('Shown now'));
    const markdown = 'x';
    await log.keepDraft(feed, { content: showing('A draft', url), markdown });
    const only = { ...showing('Only', url), headline: undefined, body: [] };
    await log.keepDraft(feed, { content: only, markdown: '' });
    const portrait = { bylines: ['Ida'], people: [{ name: 'Ida', picture: url }] };
    await log.keepDraft(feed, { content: { ...showing('By Ida', url), ...portrait }, markdown });
    await log.keepDraft(feed, { content: { ...contentOf('Heard'), audio: { url } }, markdown });
    const once = await log.keepDraft(feed, { content: showing('Once', url), markdown });
    await log.changeDraft(feed, once.id, 1, { content: contentOf('Once'), markdown });

    const told = (await media.usesOf(upload.id)).map((use) => [use.title, use.by, use.canGo]);
    expect(told.sort(([a = ''], [b = '']) => (a < b ? -1 : 1))).toEqual([
      ['A draft', 'draft', true],
      ['A pier', 'draft', false],
      ['By Ida', 'draft', false],
      ['Heard', 'draft', true],
      ['Shown before', 'earlier wording', false],
      ['Shown now', 'item', false],
    ]);
    await expect(media.erase(upload.id, by)).rejects.toMatchObject({
      code: 'in_use',
      message: expect.stringMatching(/^In 2 items: a takedown .* In 4 drafts: /) as string,
      extra: { count: 6 },
    });
    expect(await media.find(upload.id)).toBeDefined();
  });

  test('ends with it: one that drafts showed once alone is erased, and no row names it', async () => {
    const { log, feed } = room;
    const media = library();
    const upload = await media.add(await flatPicture('png'), 'quay.png', by);
    const content = showing('Once', shownPath(upload));
    const { id } = await log.keepDraft(feed, { content, markdown: 'x' });
    await log.changeDraft(feed, id, 1, { content: contentOf('Once'), markdown: 'x' });
    await media.erase(upload.id, by);
    expect(await media.find(upload.id)).toBeUndefined();
    expect(await room.everyRow(['media_uses', 'drafts', 'items'])).not.toContain(upload.id);
  });
});
