import {
  aacSound,
  fineWavSound,
  m4aSound,
  mp3Sound,
  oggSound,
  tagged,
  vorbisSound,
  wavSound,
} from '../../sounds-of-tests.ts';
import { until } from '../../until.ts';
import { uploadTo } from '../../upload-to.ts';
import { item, openNewsroom } from './newsroom-room.ts';

const room = openNewsroom();

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(room.server.url + path, { headers });

const statusOf = async (path: string) => (await get(path)).status;

test.each([
  ['WAV', wavSound, 'audio/wav', 1],
  ['MP3', mp3Sound, 'audio/mpeg', 2],
  ['Opus', oggSound, 'audio/ogg', 3],
  ['M4A', m4aSound, 'audio/mp4', 4],
  ['WAV of 24 bits', fineWavSound, 'audio/wav', 5],
  ['AAC', aacSound, 'audio/aac', 6],
  ['Vorbis', vorbisSound, 'audio/ogg', 7],
] as const)(
  '%s is taken by its content, and loses what was written into it',
  async (_, make, type, seconds) => {
    const sent = make();
    expect(sent.includes(tagged)).toBe(true);
    const made = await uploadTo(room.server, sent, 'harbour.jpg');
    expect(made).toMatchObject({ type, seconds, name: 'harbour.jpg' });
    const answer = await get(made.url);
    expect(answer.headers.get('content-type')).toBe(type);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect([bytes.length, bytes.includes(tagged)]).toEqual([made['bytes'], false]);
    // It is a sound still, of the same length.
    expect(await uploadTo(room.server, bytes)).toMatchObject({ type, seconds });
  },
);

test('a player gets the part that it asks for, and keeps what it has', async () => {
  const { url, bytes } = await uploadTo(room.server, wavSound());
  const whole = await get(url);
  const etag = whole.headers.get('etag') ?? '';
  expect(whole.headers.get('accept-ranges')).toBe('bytes');
  expect(whole.headers.get('cache-control')).toMatch(/immutable, s-maxage=1/);
  const all = Buffer.from(await whole.arrayBuffer());
  const part = async (range: string, more = {}) => {
    const answer = await get(url, { range, ...more });
    const got = Buffer.from(await answer.arrayBuffer());
    return [answer.status, answer.headers.get('content-range'), got] as const;
  };
  expect(await part('bytes=4-7')).toEqual([206, `bytes 4-7/${Number(bytes)}`, all.subarray(4, 8)]);
  expect((await part('bytes=-4'))[2]).toEqual(all.subarray(-4));
  expect((await part('bytes=4-7', { 'if-range': etag }))[0]).toBe(206);
  // Another file's, several parts, and what is no range: the whole.
  expect((await part('bytes=4-7', { 'if-range': '"x"' }))[2]).toEqual(all);
  expect((await part('bytes=0-1,9-10'))[0]).toBe(200);
  expect((await part('lines=1-2'))[0]).toBe(200);
  expect((await part('bytes=999999-'))[0]).toBe(416);
  expect((await get(url, { 'if-none-match': etag })).status).toBe(304);
});

test.each([
  [
    'a film in the same container',
    () =>
      Buffer.from(
        m4aSound().toString('latin1').replace('soun', 'vide').replace('mp4a', 'avc1'),
        'latin1',
      ),
  ],
  ['a WAV without sound', () => wavSound().subarray(0, 40)],
  [
    'an Ogg file of something else',
    () => Buffer.from(oggSound().toString('latin1').replace('OpusHead', 'Whatever'), 'latin1'),
  ],
  ['the first bytes of an MP3 alone', () => mp3Sound().subarray(0, 12)],
])('%s is refused in words, and nothing is kept', async (_, make) => {
  const before = (await room.server.call('GET', '/api/v1/media')).json['media'];
  expect(await uploadTo(room.server, make())).toMatchObject({ code: 'not_a_picture' });
  expect((await room.server.call('GET', '/api/v1/media')).json['media']).toEqual(before);
});

test('a recording is on every road with its title and length, and goes with its item', async () => {
  const { id: media, url, seconds, type, bytes } = await uploadTo(room.server, mp3Sound());
  const audio = { url, title: 'The harbour at night', seconds, type, bytes };
  const post = { headline: 'Listen', body: 'Waves.', audio };
  const { id } = item(await room.server.call('POST', room.items, post));
  const read = async (path: string) => (await room.server.call('GET', path)).text;
  const feed = `/feeds/${room.feed}`;
  for (const path of [feed, `${feed}/items/${id}`]) {
    const page = await read(path);
    expect(page).toMatch(/<audio controls preload="none" src="[./]*media\/[^"]*sound\.mp3"/);
    expect(page).toMatch(/<bdi>The harbour at night<\/bdi> · 0:02</);
    expect(page).toContain('"@type":"AudioObject"');
  }
  expect(await read(`${feed}/rss.xml`)).toMatch(
    new RegExp(`<enclosure url="[^"]*sound.mp3" length="${Number(bytes)}" type="audio/mpeg"/>`),
  );
  expect(await read(`${feed}/atom.xml`)).toMatch(/<link rel="enclosure" type="audio\/mpeg"/);
  expect(JSON.parse(await read(`${feed}/feed.json`))).toMatchObject({
    items: [{ attachments: [{ mime_type: 'audio/mpeg', duration_in_seconds: 2 }] }],
  });
  expect(await read(`/embed/${room.feed}?layout=rail`)).not.toContain('<audio');
  // In use it is not erased; taken down, it is gone.
  expect((await room.server.call('DELETE', `/api/v1/media/${media}`)).status).toBe(409);
  await room.server.call('DELETE', `${room.items}/${id}`, { reason: 'wrong' });
  await until(async () => (await statusOf(url)) === 404, 'the sound to go');
});

test.each([
  [{ url: 'javascript:0' }, '/audio/url'],
  [{ url: '/a.mp3', seconds: 0.5 }, '/audio/seconds'],
  [{ url: '/a.mp3', type: 'text/html' }, '/audio/type'],
  [{ url: '/a.mp3', title: '' }, '/audio/title'],
])('a recording that cannot be used is named: %#', async (audio, pointer) => {
  const { status, json } = await room.server.call('POST', room.items, { headline: 'x', audio });
  expect(status).toBe(422);
  expect(json['errors']).toEqual([expect.objectContaining({ pointer })]);
});
