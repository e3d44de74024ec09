import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { call } from '../call.ts';
import { pushSettings } from '../push/keys.ts';
import { contractSection, filledIn, readerAddresses } from '../reader-addresses.ts';
import { flatPicture } from '../pictures-of-tests.ts';
import { wavSound } from '../sounds-of-tests.ts';
import { metricsByToken, TestServer } from '../server.ts';
import { emptyFolder } from '../services/databases.ts';
import { uploadTo } from '../upload-to.ts';

const root = resolve(import.meta.dirname, '../..');
describe('what PROTOCOL.md names is there (W1)', () => {
  test('every address for readers is served', async () => {
    const place = emptyFolder();
    // Sitemaps need a public address, browsers a key.
    const more = {
      publicUrl: 'https://live.example',
      securityContact: 'mailto:security@live.example',
      push: pushSettings(),
      metrics: metricsByToken,
    };
    await using server = await TestServer.start(place, more);
    await server.createFeed('f');
    const { item, change } = await server.publish('f', { headline: 'First' });
    const [, , media, width] = (await uploadTo(server, await flatPicture('png'))).url.split('/');
    const [, , sound, file] = (await uploadTo(server, wavSound())).url.split('/');
    const values: Readonly<Record<string, string>> = {
      feed: 'f',
      media: media ?? '',
      width: width ?? '',
      sound: sound ?? '',
      file: file ?? '',
      id: item.id,
      epoch: change.epoch,
      n: '0',
      lang: 'de',
      words: 'first',
      scrubbed: '0',
      path: 'protocol',
      cursor: encodeURIComponent(`${item.postedAt}~${item.id}`),
      time: new Date().toISOString(),
      url: encodeURIComponent('https://live.example/feeds/f'),
    };
    const named = readerAddresses();
    expect(named).toEqual(
      expect.arrayContaining(['/api/v1/feeds/{feed}/head', '/v1/ticker.js', '/readyz', '/feeds']),
    );
    const answers = await Promise.all(
      named.map(async (address) => {
        const path = filledIn(address, values);
        if (path.endsWith('/stream')) return [address, (await fetchHead(server.url + path)).status];
        // Readers get no metrics.
        const asking =
          path === '/metrics' ? server.call('GET', path) : call(server.url, 'GET', path);
        return [address, (await asking).status];
      }),
    );
    expect(answers.filter(([, status]) => status !== 200)).toEqual([]);
    await place.drop();
  });

  test('every variable is read, and every one that is read is named', () => {
    const config = readFileSync(resolve(root, 'src/config.ts'), 'utf8');
    const read = [...config.matchAll(/read\('([A-Z\d_]+)'/g)].map(([, name]) => name);
    const named = [...contractSection(6).matchAll(/^\| ([^|]+) \|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`([A-Z\d_]+)`/g)].map(([, name]) => name),
    );
    expect(new Set(named)).toEqual(new Set(read));
    const settings = readFileSync(resolve(root, 'docs/operators/run.md'), 'utf8');
    expect(named.filter((name) => !settings.includes(`\`${name}\``))).toEqual([]);
  });
});

/** A stream never ends: its head is enough. */
async function fetchHead(url: string): Promise<Response> {
  const stop = new AbortController();
  const response = await fetch(url, { signal: stop.signal });
  stop.abort();
  return response;
}
