import { TestServer } from '../../server.ts';
import { emptyFolder } from '../../services/databases.ts';

const [a, b, c] = ['a', 'b', 'c'].map((name) => ({
  url: `https://pictures.example/${name}.jpg`,
  alt: `Picture ${name}`,
}));

describe('the pictures of an item', () => {
  const place = emptyFolder();
  let server: TestServer;

  beforeAll(async () => {
    server = await TestServer.start(place);
    await server.createFeed('f');
  });

  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await place.drop();
  });

  const items = '/api/v1/feeds/f/items';
  const shown = async (id: string) => {
    const { json } = await server.call('GET', `${items}/${id}`);
    return [json['image'], json['images']];
  };
  const edit = (id: string, rev: number, fields: object) =>
    server.call('PATCH', `${items}/${id}`, { kind: 'edit', ...fields }, { 'if-match': `"${rev}"` });

  test('are a list, whose first one is the leading one for readers who know only that', async () => {
    const { item } = await server.publish('f', { images: [a, b, c] });
    expect([item.image, item.images]).toEqual([a, [a, b, c]]);
    const page = (await server.call('GET', `/feeds/f/items/${item.id}`)).text;
    const found = [...page.matchAll(/<img [^>]*src="https:\/\/pictures\.example\/(.)/g)];
    expect(found.map(([, name]) => name)).toEqual(['a', 'b', 'c']);
    // The leading one in full, the others in a row; machines are told of all.
    const [lead, row] = page.split('class="lt-gallery"');
    expect([lead?.match(/<figure/g)?.length, row?.match(/<figure/g)?.length]).toEqual([1, 2]);
    expect(page).toMatch(/"image":\[\{[^\]]*a\.jpg[^\]]*b\.jpg[^\]]*c\.jpg[^\]]*\]/);
    const rss = (await server.call('GET', '/feeds/f/rss.xml')).text;
    expect(rss).toMatch(/a\.jpg.*b\.jpg.*c\.jpg/s);
  });

  test('stay when the leading one alone is changed or taken away, and go as they are sent', async () => {
    const { item } = await server.publish('f', { headline: 'Three', images: [a, b] });
    await edit(item.id, 1, { image: c });
    expect(await shown(item.id)).toEqual([c, [c, b]]);
    await edit(item.id, 2, { image: null });
    expect(await shown(item.id)).toEqual([b, [b]]);
    await edit(item.id, 3, { images: [a, c] });
    expect(await shown(item.id)).toEqual([a, [a, c]]);
    await edit(item.id, 4, { images: [] });
    expect(await shown(item.id)).toEqual([undefined, undefined]);
    await edit(item.id, 5, { image: a });
    expect(await shown(item.id)).toEqual([a, undefined]);
  });

  test('of a draft are those of its post', async () => {
    const draft = await server.call('POST', items, { images: [a, b], draft: true });
    const id = String((draft.json['item'] as { id: unknown }).id);
    await edit(id, 1, { images: [b, c] });
    await server.call('PATCH', `${items}/${id}`, { draft: false }, { 'if-match': '"2"' });
    expect(await shown(id)).toEqual([b, [b, c]]);
  });

  test('need words, or the decision that there is nothing to say', async () => {
    const decoration = { url: a?.url, alt: '' };
    const { item } = await server.publish('f', { headline: 'Ships', images: [decoration, b] });
    expect(item.image).toEqual(decoration);
    const page = (await server.call('GET', `/feeds/f/items/${item.id}`)).text;
    expect(page).toMatch(/<img [^>]* alt>/);
    expect(page).not.toContain('og:image:alt');
    // What has no other words needs those of its leading picture.
    const bare = await edit(item.id, 1, { headline: null });
    expect([bare.status, bare.json['code']]).toEqual([422, 'invalid_input']);
    await edit(item.id, 1, { headline: null, images: [b] });
    expect(await shown(item.id)).toEqual([b, [b]]);
  });

  test('have a point that crops keep in sight, to two decimals, which the page draws by', async () => {
    const image = { ...a, focus: { x: 0.333, y: 1 } };
    const { item } = await server.publish('f', { headline: 'Ships', image });
    expect(item.image?.focus).toEqual({ x: 0.33, y: 1 });
    const page = (await server.call('GET', `/feeds/f/items/${item.id}`)).text;
    expect(page).toContain('data-focus="33% 100%"');
  });

  test.each([
    [{ headline: 'x', images: Array(21).fill(a) }, '/images'],
    [{ headline: 'x', images: [{ ...a, focus: { x: 1.01, y: 0 } }] }, '/images/0/focus/x'],
    [{ headline: 'x', image: { ...a, focus: { x: 0 } } }, '/image/focus/y'],
    [{ headline: 'x', image: { ...a, color: 'red' } }, '/image/color'],
    [{ headline: 'x', images: [a, { url: 'javascript:0', alt: 'x' }] }, '/images/1/url'],
    [{ headline: 'x', images: [{ url: a?.url }] }, '/images/0/alt'],
    [{ images: [] }, ''],
    [{ images: [{ url: a?.url, alt: '' }] }, '/images/0/alt'],
    [{ image: { url: a?.url, alt: '' } }, '/image/alt'],
  ])('that cannot be used are named: %#', async (input, pointer) => {
    const { status, json } = await server.call('POST', items, input);
    expect(status).toBe(422);
    expect(json['errors']).toEqual([expect.objectContaining({ pointer })]);
  });
});
