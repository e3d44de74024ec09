import type { FeedInfo } from '../../src/feed/feed-info.ts';
import { SqlLog } from '../../src/log/sql/sql-log.ts';
import { LogCalls } from '../../src/ops/log-calls.ts';
import { CrawlerDocuments } from '../../src/site/crawlers/crawler-documents.ts';
import { PublicFeeds } from '../../src/site/shell/public-feeds.ts';
import { contentOf, postOf } from '../contract/commands.ts';
import { emptyFolder } from '../services/databases.ts';
import { hostile } from './hostile.ts';
import { parseStrictly, textsAt, validate } from './strict-xml.ts';

const publicUrl = 'https://example.org/live';
const info: FeedInfo = { title: 'Storm', lang: 'pt-BR', timezone: 'UTC', coverage: 'open' };
const hourMs = 3_600_000;

describe('what crawlers ask for', () => {
  const place = emptyFolder();
  const calls = new LogCalls();
  /** Ahead of now as far as a test wants. */
  let ahead = 0;
  const clock = { now: () => Date.now() + ahead };
  let log: SqlLog;
  let documents: CrawlerDocuments;
  const ids: Record<string, string> = {};

  const post = async (feed: string, name: string, more: object = {}) => {
    const command = postOf(name);
    const content = { ...contentOf(name), ...more };
    ids[name] = command.id;
    await log.append(feed, { ...command, content });
  };
  const made = (publisher?: { readonly name: string }, url: string | undefined = publicUrl) => {
    const counted = calls.countedBy(log);
    const site = publisher === undefined ? { publicUrl: url } : { publicUrl: url, publisher };
    return new CrawlerDocuments(new PublicFeeds(counted, clock), counted, site, 3, clock);
  };
  const text = async (drawn: ReturnType<CrawlerDocuments['news']>) =>
    (await drawn).html.bytes.toString();

  beforeAll(async () => {
    log = new SqlLog(await place.open());
    await log.createFeed('closed', { ...info, origins: ['https://paper.example'] });
    await post('closed', 'not for all');
    await log.createFeed('quiet', { ...info, visibility: 'unlisted' });
    await post('quiet', 'not in any list');
    await log.createFeed('a', info);
    await post('a', 'first');
    await post('a', 'chinese', { lang: 'zh-Hant', headline: hostile });
    await post('a', 'withdrawn');
    await post('a', 'removed');
    await log.append('a', { kind: 'strike', id: ids['withdrawn'] ?? '', rev: 1, note: 'Not so.' });
    await log.append('a', { kind: 'takedown', id: ids['removed'] ?? '', reason: 'asked for' });
    documents = made({ name: 'The <Paper>' });
  });

  afterAll(async () => {
    await log.close();
    await place.drop();
  });

  test('the news sitemap has what stands of public feeds, with publisher, language, time and title', async () => {
    const document = parseStrictly(await text(documents.news()));
    validate(document, 'sitemap.rng');
    const item = (name: string) => `${publicUrl}/feeds/a/items/${ids[name]}`;
    expect(textsAt(document, '//s:loc')).toEqual([item('chinese'), item('first')]);
    expect(textsAt(document, '//news:title')).toEqual([hostile, 'first']);
    expect(textsAt(document, '//news:language')).toEqual(['zh-tw', 'pt']);
    expect(textsAt(document, '//news:name')).toEqual(['The <Paper>', 'The <Paper>']);
    const entry = await log.entry('a', ids['first'] ?? '');
    expect(textsAt(document, '//news:publication_date')[1]).toBe(entry?.postedAt);
    const nameless = parseStrictly(await text(made().news()));
    expect(textsAt(nameless, '//news:name')).toEqual(['Storm', 'Storm']);
  });

  test('a crowd of crawlers costs the log what one costs; a change and a minute cost one look each', async () => {
    await Promise.all(Array.from({ length: 50 }, () => documents.news()));
    const before = new Map(calls.all);
    const more = (name: string) => (calls.all.get(name) ?? 0) - (before.get(name) ?? 0);
    ahead += 1_000;
    await Promise.all(Array.from({ length: 50 }, () => documents.sitemap()));
    expect([more('feeds'), more('recent')]).toEqual([1, 0]);
    ahead += 60_000;
    await Promise.all(Array.from({ length: 50 }, () => documents.news()));
    expect([more('feeds'), more('recent')]).toEqual([2, 1]);
    await post('a', 'later');
    ahead += 1_000;
    await Promise.all(Array.from({ length: 50 }, () => documents.news()));
    expect([more('feeds'), more('recent')]).toEqual([3, 2]);
    expect(await text(documents.news())).toContain(ids['later']);
  });

  test('the sitemap has the public feeds with the time of their latest change; many come in parts', async () => {
    const one = parseStrictly(await text(documents.sitemap()));
    validate(one, 'sitemap.rng');
    expect(textsAt(one, '//s:loc')).toEqual([`${publicUrl}/`, `${publicUrl}/feeds/a`]);
    const changedAt = (await log.feeds()).find(({ feed }) => feed === 'a')?.changedAt;
    expect(textsAt(one, '//s:lastmod')).toEqual([changedAt]);
    for (const feed of ['b', 'c']) await log.createFeed(feed, info);
    ahead += 1_000;
    const index = parseStrictly(await text(documents.sitemap()));
    validate(index, 'sitemap.rng');
    expect(textsAt(index, '//s:sitemap/s:loc')).toEqual([
      `${publicUrl}/sitemap.xml?page=1`,
      `${publicUrl}/sitemap.xml?page=2`,
    ]);
    const parts = await Promise.all([1, 2].map(async (n) => text(documents.sitemap(n))));
    for (const part of parts) validate(parseStrictly(part), 'sitemap.rng');
    const listed = parts.flatMap((part) => textsAt(parseStrictly(part), '//s:loc'));
    expect(listed).toEqual(
      ['', 'feeds/a', 'feeds/b', 'feeds/c'].map((path) => `${publicUrl}/${path}`),
    );
    await expect(documents.sitemap(3)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('a news sitemap has 1,000 items at most, the newest', async () => {
    await log.createFeed('busy', info);
    for (let n = 0; n < 1_010; n += 1) await log.append('busy', postOf(`${n}`));
    ahead += 1_000;
    const titles = textsAt(parseStrictly(await text(documents.news())), '//news:title');
    expect([titles.length, titles[0], titles.at(-1)]).toEqual([1_000, '1009', '10']);
  });

  test('robots.txt lets pages be crawled, keeps API and newsroom out, and names the sitemaps', () => {
    const drawn = (url: string | undefined) => made(undefined, url).robots().html.bytes.toString();
    expect(documents.robots().html.bytes.toString()).toBe(
      'User-agent: *\nDisallow: /live/api/\nDisallow: /live/newsroom\nDisallow: /live/socket.io/\n' +
        `Allow: /live/\n\nSitemap: ${publicUrl}/sitemap.xml\nSitemap: ${publicUrl}/news-sitemap.xml\n`,
    );
    expect(drawn('https://a.example')).toContain('\nDisallow: /api/\n');
  });

  test('without a public address there is no sitemap, and robots.txt names none', async () => {
    const counted = calls.countedBy(log);
    const nowhere = new CrawlerDocuments(new PublicFeeds(counted), counted, {
      publicUrl: undefined,
    });
    expect(nowhere.robots().html.bytes.toString()).not.toContain('Sitemap:');
    for (const asked of [nowhere.sitemap(), nowhere.news()]) {
      await expect(asked).rejects.toMatchObject({ code: 'not_found', message: /PUBLIC_URL/ });
    }
  });

  test('news is no news after 48 hours', async () => {
    ahead += 49 * hourMs;
    const document = parseStrictly(await text(documents.news()));
    validate(document, 'sitemap.rng');
    expect(textsAt(document, '//s:loc')).toEqual([]);
  });
});
