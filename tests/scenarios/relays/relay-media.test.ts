import { call } from '../../call.ts';
import { phonePicture } from '../../pictures-of-tests.ts';
import { RelayTree } from '../../relay-tree.ts';
import { wavSound } from '../../sounds-of-tests.ts';
import { until } from '../../until.ts';
import { uploadTo } from '../../upload-to.ts';

const feeds = '/api/v1/feeds';

test('pictures and sounds load through a relay of a relay, from memory, and are gone with their item', async () => {
  await using tree = await RelayTree.start(2);
  await tree.root.createFeed('storm');
  const picture = await uploadTo(tree.root, await phonePicture());
  const sound = await uploadTo(tree.root, wavSound(), 'siren.wav');
  const body = `![A flooded street](${picture.url})\n\n![The siren](${sound.url})`;
  const { item } = await tree.root.publish('storm', { headline: 'Flooded', body });
  await tree.agrees('storm');
  // The page names no server: what it shows comes from where the page came from.
  const page = await call(tree.leaf.url, 'GET', '/feeds/storm');
  expect(page.text).toContain(picture.url.slice(1));
  expect(page.text).not.toContain(tree.root.url);
  const paths = [picture.url, `${picture.url}.jpg`, sound.url];
  const at = async ({ url }: { readonly url: string }, path: string) => {
    const response = await fetch(url + path);
    return [response.status, Buffer.from(await response.arrayBuffer()).toString('base64')];
  };
  for (const path of paths) {
    const [here, there] = [await at(tree.leaf, path), await at(tree.root, path)];
    expect([path, here[0]]).toEqual([path, 200]);
    expect(here).toEqual(there);
  }
  expect((await at(tree.leaf, '/media/aaaaaaaaaaaaaaaaaaaaaaaaaa/640.jpg'))[0]).toBe(404);
  const gone = await tree.root.call('DELETE', `${feeds}/storm/items/${item.id}`, { reason: 'R' });
  expect(gone.status).toBe(200);
  for (const path of paths) {
    await until(async () => (await at(tree.leaf, path))[0] === 404, `${path} to be gone`);
  }
});
