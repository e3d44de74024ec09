import sharp from 'sharp';
import { adminToken, call } from '../../call.ts';
import { until } from '../../until.ts';
import { item, openNewsroom } from './newsroom-room.ts';
import { flatPicture, phonePicture } from '../../pictures-of-tests.ts';

const room = openNewsroom();

interface Variant {
  readonly url: string;
  readonly type: string;
  readonly width: number;
  readonly height: number;
}

async function send(
  bytes: Uint8Array | FormData,
  { token = adminToken, name = 'pier.jpg', type = 'image/jpeg' } = {},
) {
  const headers: Record<string, string> = bytes instanceof FormData ? {} : { 'content-type': type };
  const body = bytes instanceof FormData ? bytes : new Uint8Array(bytes);
  const response = await fetch(`${room.server.url}/api/v1/media?name=${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: { ...headers, authorization: `Bearer ${token}` },
    body,
  });
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
}

async function upload(bytes: Uint8Array | FormData) {
  const { status, json } = await send(bytes);
  expect(status).toBe(201);
  return json as { id: string; url: string; width: number; height: number; variants: Variant[] };
}

async function get(path: string, accept = '*/*') {
  const response = await fetch(room.server.url + path, { headers: { accept } });
  return { response, bytes: Buffer.from(await response.arrayBuffer()) };
}

const statusOf = async (path: string) => (await get(path)).response.status;
const library = async (query = '') => {
  const { json } = await room.server.call('GET', `/api/v1/media?q=${query}`);
  return (json['media'] as readonly { id: string }[]).map(({ id }) => id);
};

test('a picture of a phone stands upright, in sizes and formats, and does not say where it was taken', async () => {
  const sent = await phonePicture();
  expect(sent.includes('Vera Owner')).toBe(true);
  const made = await upload(sent);
  expect(made).toMatchObject({ type: 'image/jpeg', width: 900, height: 1600, name: 'pier.jpg' });
  // The colour of all of it is what stands in its place until it is there.
  expect(made).toMatchObject({ color: expect.stringMatching(/^#3[0-9a-f]a[0-9a-f]7[0-9a-f]$/) });
  expect(made.variants.map(({ url, width }) => [url.split('/').at(-1), width])).toEqual([
    ['640.avif', 640],
    ['640.webp', 640],
    ['640.jpg', 640],
    ['900.avif', 900],
    ['900.webp', 900],
    ['900.jpg', 900],
  ]);
  for (const { url, type, width, height } of made.variants) {
    const { response, bytes } = await get(url);
    expect(response.headers.get('content-type')).toBe(type);
    const found = await sharp(bytes).metadata();
    expect([found.width, found.height]).toEqual([width, height]);
    expect([found.exif, found.xmp, found.iptc, found.orientation]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(bytes.includes('Vera Owner')).toBe(false);
  }
});

test('a reader gets the best format that the browser takes, and JPEG where it takes none', async () => {
  const { url } = await upload(await phonePicture(400, 300));
  const types = ['image/avif,image/webp,*/*', 'image/webp,*/*', '*/*'].map(async (accept) => {
    const { response } = await get(url, accept);
    expect(response.headers.get('vary')).toMatch(/Accept\b(?!-)/);
    return response.headers.get('content-type');
  });
  expect(await Promise.all(types)).toEqual(['image/avif', 'image/webp', 'image/jpeg']);
  const { headers } = (await get(url)).response;
  // A browser keeps it, and no cache that others share has it for more than a second.
  expect(headers.get('cache-control')).toBe(
    'public, max-age=31536000, immutable, s-maxage=1, stale-while-revalidate=0',
  );
  const again = await fetch(room.server.url + url, {
    headers: { 'if-none-match': headers.get('etag') ?? '' },
  });
  expect(again.status).toBe(304);
});

test.each(['png', 'webp', 'avif', 'gif'] as const)(
  '%s is taken, also in a form',
  async (format) => {
    const form = new FormData();
    form.append(
      'file',
      new File([new Uint8Array(await flatPicture(format))], `C:\\a\\pier.${format}`),
    );
    const made = await upload(form);
    expect(made).toMatchObject({ type: `image/${format}`, width: 300, name: `pier.${format}` });
    // What shines through is of the page around; of a GIF nothing does by half.
    expect('color' in made).toBe(format === 'gif');
  },
);

test.each<readonly [string, () => Promise<Buffer> | Buffer, number, string]>([
  ['text that is called a picture', () => Buffer.from('not a picture'), 415, 'not_a_picture'],
  [
    'SVG, which can run scripts',
    () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
    415,
    'not_a_picture',
  ],
  ['TIFF', () => flatPicture('tiff'), 415, 'not_a_picture'],
  ['half a picture', async () => (await phonePicture()).subarray(0, 4_000), 415, 'not_a_picture'],
  [
    'a small file of a hundred million pixels',
    () =>
      sharp({ create: { width: 10_001, height: 10_001, channels: 3, background: '#000' } })
        .png({ palette: true })
        .toBuffer(),
    413,
    'too_large',
  ],
  ['nothing', () => Buffer.alloc(0), 400, 'malformed'],
  ['more than 30 MB', () => Buffer.alloc(30 * 1024 * 1024 + 1), 413, 'too_large'],
])('%s is refused, and nothing is kept', async (_what, make, status, code) => {
  const before = await library();
  const answer = await send(await make());
  expect([answer.status, answer.json['code']]).toEqual([status, code]);
  expect(await library()).toEqual(before);
});

test('what hides behind a picture does not come out of it', async () => {
  const script = '<script>alert(1)</script>';
  const { variants } = await upload(Buffer.concat([await phonePicture(), Buffer.from(script)]));
  for (const { url } of variants) expect((await get(url)).bytes.includes('script')).toBe(false);
});

test('a picture goes with the last item that shows it, from every address, within two seconds', async () => {
  const { url, variants } = await upload(await phonePicture(700, 500));
  const image = { url, alt: 'The pier' };
  const [one, two] = [
    item(await room.server.call('POST', room.items, { headline: 'One', image })),
    item(await room.server.call('POST', room.items, { headline: 'Two', image })),
  ];
  const addresses = [url, ...variants.map((variant) => variant.url)];
  const statuses = () => Promise.all(addresses.map(statusOf));
  expect(new Set(await statuses())).toEqual(new Set([200]));
  await room.server.call('DELETE', `${room.items}/${one.id}`, { reason: 'wrong' });
  // The other one shows it still. Asked for after a sweep has surely run: another picture is gone by then.
  const other = await upload(await phonePicture(650, 500));
  const { json } = await room.server.call('POST', room.items, {
    headline: 'Three',
    draft: true,
    image: { url: other.url, alt: 'The pier' },
  });
  expect(await statusOf(other.url)).toBe(200);
  const { id } = json['item'] as { id: string };
  await room.server.call('DELETE', `${room.items}/${id}`, undefined, { 'if-match': '"1"' });
  await until(async () => (await statusOf(other.url)) === 404, 'the picture of a discarded draft');
  expect(new Set(await statuses())).toEqual(new Set([200]));
  await room.server.call('DELETE', `${room.items}/${two.id}`, { reason: 'wrong' });
  await until(
    async () => (await statuses()).every((status) => status === 404),
    'the picture of what was taken down',
  );
});

test('an edit that takes a picture out leaves it to the earlier wording, and both go with the item', async () => {
  const { id: media, url } = await upload(await phonePicture(500, 500));
  const { id } = item(
    await room.server.call('POST', room.items, { headline: 'One', image: { url, alt: 'A' } }),
  );
  await room.server.call(
    'PATCH',
    `${room.items}/${id}`,
    { kind: 'edit', image: null },
    { 'if-match': '"1"' },
  );
  expect((await room.server.call('GET', `/api/v1/media/${media}`)).json['uses']).toMatchObject([
    { feed: room.feed, item: id, by: 'earlier wording' },
  ]);
  await room.server.call('DELETE', `${room.items}/${id}`, { reason: 'wrong' });
  await until(async () => (await statusOf(url)) === 404, 'the picture');
});

test('the library finds pictures by the name of their file; one in use is not erased, one that nothing shows is', async () => {
  const { json } = await send(await phonePicture(300, 300), { name: 'Harbour 100%.jpg' });
  const { id, url } = json as { id: string; url: string };
  expect(await library('harbour%20100%25')).toEqual([id]);
  expect(await library('harbour%20100_')).toEqual([]);
  const post = { headline: 'One', image: { url, alt: 'A' } };
  const { id: shown } = item(await room.server.call('POST', room.items, post));
  const refused = await room.server.call('DELETE', `/api/v1/media/${id}`);
  expect([refused.status, refused.json['code'], refused.json['uses']]).toEqual([
    409,
    'in_use',
    [{ feed: room.feed, item: shown, by: 'item', title: 'One', canGo: false }],
  ]);
  expect(await statusOf(url)).toBe(200);
  const unused = await upload(await phonePicture(300, 300));
  expect((await room.server.call('DELETE', `/api/v1/media/${unused.id}`)).status).toBe(204);
  await until(async () => (await statusOf(unused.url)) === 404, 'the erased one');
  expect((await room.server.call('DELETE', `/api/v1/media/${unused.id}`)).status).toBe(404);
  const { json: audit } = await room.server.call('GET', '/api/v1/audit');
  const [latest] = audit['acts'] as readonly object[];
  expect(latest).toMatchObject({ action: 'erase picture', about: 'pier.jpg' });
});

test('a reporter adds pictures and erases none; a stranger neither', async () => {
  const { json } = await room.server.call('POST', '/api/v1/tokens', {
    name: 'vera',
    role: 'reporter',
  });
  const token = String(json['secret']);
  const sent = await send(await phonePicture(200, 200), { token });
  expect([sent.status, sent.json['addedBy']]).toEqual([201, 'vera']);
  const path = `/api/v1/media/${String(sent.json['id'])}`;
  const bearer = { authorization: `Bearer ${token}` };
  expect((await call(room.server.url, 'DELETE', path, undefined, bearer)).status).toBe(403);
  expect((await send(await phonePicture(200, 200), { token: 'a stranger' })).status).toBe(401);
  expect((await call(room.server.url, 'GET', '/api/v1/media')).status).toBe(401);
});

test('addresses that no picture has are answered alike', async () => {
  const { id } = await upload(await phonePicture(200, 200));
  for (const path of [
    `${id}/1.jpg`,
    `${id}/..%2f..%2fdateline.db`,
    `${id}/`,
    `x/640`,
    `${id}/640.svg`,
  ])
    expect([path, await statusOf(`/media/${path}`)]).toEqual([path, 404]);
});
