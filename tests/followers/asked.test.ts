import { Refusal } from '../../src/feed/refusal.ts';
import { parseFollowerChange, parseNewFollower } from '../../src/followers/api/follower-input.ts';
import { kinds } from '../../src/followers/kinds/kinds.ts';

const closed = { mayBePrivate: false, hasPublicUrl: true };

/** What is wrong, by its pointer; nothing where it is taken. */
function faultsOf(work: () => unknown): readonly string[] {
  try {
    work();
    return [];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.faults.length === 0
      ? [error.code]
      : error.faults.map(({ pointer, detail }) => `${pointer} ${detail}`);
  }
}

const secrets: Readonly<Record<string, string>> = {
  webhook: `whsec_${Buffer.alloc(24).toString('base64')}`,
  mastodon: 'x'.repeat(20),
  bluesky: 'abcd-efgh-ijkl-mnop',
  telegram: `12345:${'x'.repeat(20)}`,
  dateline: 'x'.repeat(43),
};
const targets: Readonly<Record<string, string>> = {
  webhook: 'https://receiver.example/x?y=1',
  mastodon: 'https://mastodon.example',
  bluesky: 'https://bsky.app/profile/paper.example',
  telegram: 'https://t.me/paper',
  dateline: 'https://there.example',
};

describe.each(Object.keys(kinds))('a follower of the kind %s', (kind) => {
  const [target = '', secret = ''] = [targets[kind], secrets[kind]];
  const added = (more: object, where = closed) =>
    faultsOf(() => parseNewFollower({ kind, target, secret, ...more }, where));

  test('is taken with its target and secret, and says what is wrong with either', () => {
    expect(added({})).toEqual([]);
    for (const wrong of ['x', 'ftp://a.example/', 7]) {
      const faults = added({ target: wrong });
      expect(faults).not.toEqual([]);
      expect(faults.filter((fault) => !fault.startsWith('/target must be'))).toEqual([]);
    }
    expect(added({ target: 'https://127.0.0.1/' }).join()).toContain('FOLLOWERS_ALLOW_PRIVATE');
    for (const wrong of ['', 'x', `${secret} `, ` ${secret}`, 'x'.repeat(999)]) {
      expect(added({ secret: wrong })).toEqual([expect.stringMatching(/^\/secret /)]);
    }
    expect(added({ more: 1 })).toHaveLength(1);
  });

  test('may have one made where its kind makes them, and has to bring one where it does not', () => {
    const makes = kinds[kind]?.makeSecret !== undefined;
    expect(added({ secret: undefined })).toEqual(makes ? [] : [expect.stringMatching(/^\/secret/)]);
    const change = () => parseFollowerChange({ secret: 'new' }, kind, closed);
    if (makes) {
      const [one, other] = [change().secret, change().secret];
      expect(one).not.toBe(other);
      expect(added({ secret: one })).toEqual([]);
    } else expect(faultsOf(change)).toEqual([expect.stringMatching(/^\/secret/)]);
  });

  test('may choose, where it is told changes', () => {
    const comes = kinds[kind]?.comes === true;
    for (const filter of ['key', 'breaking', 'tag:storm', 'byline:A. Reporter']) {
      expect(added({ filter })).toEqual(comes ? [expect.stringContaining('takes all')] : []);
    }
    expect(added({ filter: 'all' })[0]).toMatch(/^\/filter must be key, breaking/);
    expect(added({ filter: `tag:${'x'.repeat(197)}` }).join()).toContain('at most 200 characters');
  });

  test('is changed field by field, and not by nothing', () => {
    const change = (body: object) => parseFollowerChange(body, kind, closed);
    expect(change({ state: 'paused' })).toEqual({ state: 'paused' });
    expect(change({ target })).toEqual({ target });
    expect(change({ filter: null })).toEqual({ filter: null });
    expect(change({ secret, state: 'running' })).toEqual({ secret, state: 'running' });
    for (const nothing of [{}, { state: undefined }]) {
      expect(faultsOf(() => change(nothing))).toEqual([
        expect.stringContaining('must have state, target, filter or secret'),
      ]);
    }
    expect(faultsOf(() => change({ state: 'over' }))).toEqual([
      '/state must be "running" or "paused"',
    ]);
  });
});

test('a follower of a kind that a later version made is changed there', () => {
  expect(faultsOf(() => parseFollowerChange({ state: 'paused' }, 'fax', closed))).toEqual([
    'wrong_state',
  ]);
  const added = faultsOf(() => parseNewFollower({ kind: 'toString', target: 'x' }, closed));
  expect(added).toEqual([expect.stringMatching(/^\/kind must be "webhook" or/)]);
});

describe('the address of an account', () => {
  const faults = (kind: string, target: string, hasPublicUrl = true) =>
    faultsOf(() =>
      parseNewFollower({ kind, target, secret: secrets[kind] }, { ...closed, hasPublicUrl }),
    );

  test.each([
    ['mastodon', 'https://mastodon.example/'],
    ['bluesky', 'https://bsky.app/profile/a.b-c.example'],
    ['bluesky', 'https://pds.example/paper.example'],
    ['telegram', 'https://t.me/@paper'],
    ['telegram', 'https://t.me/-10012345'],
    ['telegram', 'https://t.me/abcd'],
  ])('%s: %s is one', (kind, target) => {
    expect(faults(kind, target)).toEqual([]);
  });

  test.each([
    ['mastodon', 'https://mastodon.example/@paper'],
    ['mastodon', 'https://mastodon.example/?x'],
    ['bluesky', 'https://bsky.app/profile/paper'],
    ['bluesky', 'https://bsky.app/x/profile/paper.example'],
    ['bluesky', 'https://bsky.app/profile/paper.example/post/1'],
    ['bluesky', 'https://bsky.app/profile/paper.example?x=1'],
    ['telegram', 'https://t.me/abc'],
    ['telegram', 'https://t.me/paper/12'],
    ['telegram', 'https://t.me/x/paper'],
    ['telegram', 'https://t.me/-1001234'],
    ['telegram', 'https://t.me/1paper'],
  ])('%s: %s is none', (kind, target) => {
    expect(faults(kind, target)).toEqual([
      expect.stringMatching(/^\/target must be the address of your/),
    ]);
  });

  test('needs a public address of the server, because each post leads to it', () => {
    for (const kind of ['mastodon', 'bluesky', 'telegram']) {
      expect(faults(kind, targets[kind] ?? '', false)).toEqual([
        expect.stringContaining('needs PUBLIC_URL'),
      ]);
    }
    expect(faults('webhook', targets['webhook'] ?? '', false)).toEqual([]);
  });
});

test('a secret of a webhook has 24 to 64 random bytes', () => {
  const faults = (bytes: number) =>
    faultsOf(() =>
      parseNewFollower(
        {
          kind: 'webhook',
          target: targets['webhook'],
          secret: `whsec_${Buffer.alloc(bytes, 7).toString('base64')}`,
        },
        closed,
      ),
    ).length;
  expect([23, 24, 64, 65].map(faults)).toEqual([1, 0, 0, 1]);
});
