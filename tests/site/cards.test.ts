import { beforeAll, afterAll, describe, expect, it } from '@jest/globals';
import { CardPainter } from '../../src/site/cards/card-painter.ts';
import { cardLines, cardText } from '../../src/site/cards/card-lines.ts';
import { cardSvg } from '../../src/site/cards/card-svg.ts';
import { TestServer } from '../server.ts';
import { emptyFolder } from '../services/databases.ts';

const publicUrl = 'https://live.example/news';

describe('the drawn card of an item', () => {
  const place = emptyFolder();
  let server: TestServer;

  beforeAll(async () => {
    server = await TestServer.start(place, { publicUrl });
    await server.createFeed('f');
  });

  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await place.drop();
  });

  const pageOf = async (id: string) => (await server.call('GET', `/feeds/f/items/${id}`)).text;
  const imageOf = async (id: string) =>
    /<meta property="og:image" content="([^"]*)">/.exec(await pageOf(id))?.[1];

  async function picture(id: string) {
    const answer = await fetch(`${server.url}/feeds/f/items/${id}/card.png`);
    return { answer, bytes: Buffer.from(await answer.arrayBuffer()) };
  }

  it('is named by its page with a whole address, is a PNG of the size said, and follows a correction', async () => {
    const { item } = await server.publish('f', { headline: 'The gate is shut' });
    expect(await imageOf(item.id)).toBe(`${publicUrl}/feeds/f/items/${item.id}/card.png?rev=1`);
    expect(await pageOf(item.id)).toContain('<meta property="og:image:width" content="1200">');
    const { answer, bytes } = await picture(item.id);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect(answer.headers.get('content-encoding')).toBeNull();
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([1200, 630]);
    const change = { kind: 'correct', note: 'Which gate', headline: 'The second gate is shut' };
    const path = `/api/v1/feeds/f/items/${item.id}`;
    await server.call('PATCH', path, change, { 'if-match': '"1"' });
    expect(await imageOf(item.id)).toMatch(/rev=2$/);
    expect((await picture(item.id)).bytes.equals(bytes)).toBe(false);
  });

  it('is kept by caches as short as the page, asked again by its ETag, and gone with the item', async () => {
    const { item } = await server.publish('f', { headline: 'Soon gone' });
    const { answer } = await picture(item.id);
    const page = await server.call('GET', `/feeds/f/items/${item.id}`);
    expect(answer.headers.get('cache-control')).toBe(page.headers.get('cache-control'));
    const etag = answer.headers.get('etag') ?? '';
    // Another item does not make it another picture.
    await server.publish('f', { headline: 'Another' });
    const again = await fetch(answer.url, { headers: { 'if-none-match': etag } });
    expect(again.status).toBe(304);
    await server.call('DELETE', `/api/v1/feeds/f/items/${item.id}`, { reason: 'wrong' });
    expect((await picture(item.id)).answer.status).toBe(410);
  });

  it.each([
    ['a struck item', { headline: 'A hoax' }, true],
    ['a title in a script that the font lacks', { headline: '第二ゲート閉鎖' }, false],
    ['a title of pictographs alone', { headline: '🚢🚢' }, false],
  ])('is not made for %s', async (_, content, isStruck) => {
    const { item } = await server.publish('f', content);
    const path = `/api/v1/feeds/f/items/${item.id}`;
    if (isStruck)
      await server.call('PATCH', path, { kind: 'strike', note: 'No' }, { 'if-match': '"1"' });
    expect(await imageOf(item.id)).toBeUndefined();
    expect((await picture(item.id)).answer.status).toBe(404);
  });

  it('gives way to a picture of the item', async () => {
    const image = { url: 'https://pictures.example/a.jpg', alt: 'A gate' };
    const { item } = await server.publish('f', { headline: 'With a picture', image });
    expect(await imageOf(item.id)).toBe(image.url);
  });

  it.each(['/feeds/none/items/1/card.png', '/feeds/f/items/1/card.png'])(
    'is a 404 where nothing is: %s',
    async (path) => {
      expect((await server.call('GET', path)).status).toBe(404);
    },
  );

  it('shows breaking news as such, from right to left in such a script, and no markup of a title', async () => {
    const { item } = await server.publish('f', { headline: '</text><script>', breaking: true });
    const info = { title: 'The storm', lang: 'en', timezone: 'UTC', coverage: 'open' } as const;
    const svg = cardSvg(info, item) ?? '';
    expect(svg).toContain('&#60;/text&#62;&#60;script&#62;');
    expect(svg).toContain('>Breaking<');
    expect(svg).not.toContain('direction');
    const arabic = cardSvg(info, { ...item, headline: 'أُغلقت البوابة' }) ?? '';
    expect(arabic).toContain('direction="rtl"');
  });
});

describe('the words of a card', () => {
  it('lose what the font has not, and keep the rest', () => {
    expect(cardText('Ship 🚢 lost  at\nsea 1️⃣ 🇺🇦 ©')).toBe('Ship lost at sea ©');
  });

  it('are smaller when they are many, and end in an ellipsis when they are too many', () => {
    const sizes = [
      { size: 76, most: 3 },
      { size: 50, most: 5 },
    ];
    expect(cardLines('Gate shut', 984, sizes)).toEqual({ size: 76, lines: ['Gate shut'] });
    const { size, lines } = cardLines('word '.repeat(200).trim(), 984, sizes);
    expect([size, lines.length, lines.at(-1)?.endsWith('…')]).toEqual([50, 5, true]);
    // A word without an end is cut between its letters.
    expect(cardLines('x'.repeat(60), 984, sizes).lines.join('')).toBe('x'.repeat(60));
  });
});

describe('the painter of cards', () => {
  it('refuses when fifty wait, and paints on after one that cannot be painted', async () => {
    const painter = new CardPainter();
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>';
    const held = process.getActiveResourcesInfo().filter((name) => name === 'MessagePort');
    const outcomes = Promise.allSettled([
      painter.paint('no picture'),
      ...Array.from({ length: 51 }, () => painter.paint(svg)),
    ]);
    const states = (await outcomes).map(({ status }) => status);
    // An idle thread does not hold the process.
    expect(process.getActiveResourcesInfo().filter((name) => name === 'MessagePort')).toEqual(held);
    await painter.close();
    expect(states).toEqual(['rejected', ...Array(50).fill('fulfilled'), 'rejected']);
    // Why is for the operator: it may name files of the machine.
    expect((await outcomes)[0]).toMatchObject({
      reason: { message: 'The card cannot be drawn now.', cause: expect.stringContaining('rror') },
    });
  });
});
