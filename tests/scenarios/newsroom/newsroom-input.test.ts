import { faults, openNewsroom } from './newsroom-room.ts';

describe('bad input', () => {
  const room = openNewsroom();

  test('names every fault of an input at once, and changes nothing', async () => {
    const { server, items, state } = room;
    const before = await state();
    const cases: readonly (readonly [object, readonly string[]])[] = [
      [{}, ['']],
      [{ body: '   ' }, ['/body']],
      [{ headline: 'x'.repeat(301), body: 'y'.repeat(50_001) }, ['/body', '/headline']],
      [{ headline: 'two\nlines' }, ['/headline']],
      [{ headline: 'nul\u0000' }, ['/headline']],
      [{ headline: 'half \ud800 pair' }, ['/headline']],
      [
        { headline: 7, breaking: 'yes', tags: 'a', bylines: [1] },
        ['/breaking', '/bylines/0', '/headline', '/tags'],
      ],
      [
        {
          headline: 'a',
          bylines: [
            { name: '', role: 'x'.repeat(101), picture: 'http://a.example/a.png', url: 'mailto:a' },
            { role: 'reporter', email: 'a@a.example' },
            { name: 'Ida', picture: '//evil.example/a.png' },
          ],
        },
        [
          '/bylines/0/name',
          '/bylines/0/picture',
          '/bylines/0/role',
          '/bylines/0/url',
          '/bylines/1/email',
          '/bylines/1/name',
          '/bylines/2/picture',
        ],
      ],
      [
        {
          headline: 'a',
          minutes: 2,
          related: [{ url: 'data:x', title: '' }, { url: 'https://a.b' }],
        },
        ['/minutes', '/related/0/title', '/related/0/url', '/related/1/title'],
      ],
      [
        {
          headline: 'a',
          related: Array.from({ length: 6 }, () => ({ url: 'https://a.b', title: 'b' })),
        },
        ['/related'],
      ],
      [{ headline: 'a', html: '<b>', extra: 1 }, ['/extra', '/html']],
      [{ headline: 'a', link: 'javascript:alert(1)' }, ['/link']],
      [
        { headline: 'a', image: { url: 'data:x', alt: ' ', bad: 1 } },
        ['/image/alt', '/image/bad', '/image/url'],
      ],
      [{ headline: 'a', image: { url: '//evil.example/x', alt: 'x' } }, ['/image/url']],
      [{ headline: 'a', image: { url: '/a.png', alt: 'x', width: 3 } }, ['/image']],
      [{ headline: 'a', embargo: '2020-01-01T00:00:00Z' }, ['/embargo']],
      [{ headline: 'a', embargo: 'tomorrow' }, ['/embargo']],
      [{ headline: 'a', embargo: '2099-01-01T00:00:00Z', draft: true }, ['/embargo']],
      [{ headline: 'a', lang: 'not a language', dir: 'up' }, ['/dir', '/lang']],
    ];
    for (const [input, pointers] of cases) {
      const answer = await server.call('POST', items, input);
      expect([input, answer.status]).toEqual([input, 422]);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      expect([input, faults(answer)]).toEqual([input, [...pointers].sort()]);
    }
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    expect((await server.call('POST', items, deep)).status).toBe(400);
    const malformed = await server.call('POST', items, '{"headline": ');
    expect([malformed.status, malformed.json['code']]).toEqual([400, 'malformed']);
    const big = await server.call('POST', items, { body: 'x'.repeat(300_000) });
    expect([big.status, big.json['code']]).toEqual([413, 'too_large']);
    const form = await server.call('POST', items, 'headline=a', {
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect([form.status, form.json['code']]).toEqual([415, 'unsupported_type']);
    expect(await state()).toBe(before);
  });

  test('a feed of a bad or taken address, or with bad settings, is refused with every fault', async () => {
    const { server, feed } = room;
    const refused = await server.call('POST', '/api/v1/feeds', {
      slug: 'No Spaces',
      title: '',
      timezone: 'Mars/Olympus',
      lang: '!',
      origins: ['https://a.example/path'],
      secret: 1,
    });
    expect(faults(refused)).toEqual([
      '/lang',
      '/origins/0',
      '/secret',
      '/slug',
      '/timezone',
      '/title',
    ]);
    for (const [summary, problem] of [
      ['# A heading', 'paragraphs and lists'],
      ['- a\n  - b', 'one level'],
      ['![a](https://a.example/a.png)', 'paragraphs and lists'],
      ['- a\n'.repeat(11), 'at most 10'],
      ['word '.repeat(130), 'at most 600'],
    ]) {
      const wordy = await server.call('PATCH', `/api/v1/feeds/${feed}`, { summary });
      expect([summary, faults(wordy)]).toEqual([summary, ['/summary']]);
      expect(wordy.text).toContain(problem);
    }
    const taken = await server.call('POST', '/api/v1/feeds', { slug: feed, title: 'x' });
    expect([taken.status, taken.json['code']]).toEqual([409, 'feed_exists']);
    const unknown = await server.call('POST', '/api/v1/feeds/nowhere/items', { headline: 'a' });
    expect([unknown.status, unknown.json['code']]).toEqual([404, 'unknown_feed']);
    const empty = await server.call('PATCH', `/api/v1/feeds/${feed}`, {});
    expect(empty.status).toBe(422);
  });
});
