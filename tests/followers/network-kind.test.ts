import type { Change } from '../../src/feed/change.ts';
import { tombstoneOf, type Entry, type Item } from '../../src/feed/item.ts';
import { withRemark } from '../../src/feed/remarks.ts';
import type { Outcome, Tools } from '../../src/followers/kinds/kind.ts';
import { networkKind } from '../../src/followers/kinds/networks/network-kind.ts';
import {
  NetworkRefusal,
  type Account,
  type NewPost,
  type Unnamed,
} from '../../src/followers/kinds/networks/network.ts';
import { SafeClient } from '../../src/followers/send/safe-client.ts';
import { Unanswered } from '../../src/followers/send/unanswered.ts';
import { itemOf } from '../client/feed-of.ts';
import { toolsOf } from './tools-of.ts';

const createdAt = '2025-01-01T00:00:00.000Z';
const at = '2026-06-01T00:00:00.000Z';

/** A network in memory, an account of it, and the follower that posts there. */
class Network {
  readonly shown = new Map<string, NewPost & { readonly under?: string | undefined }>();
  readonly unnamed: Unnamed[] = [];
  readonly before: (Unnamed | undefined)[] = [];
  readonly tools: Tools = toolsOf(new SafeClient(false));
  /** How often the account was asked for: a network may open a session for it. */
  opened = 0;
  checks = 0;
  error: Error | undefined;
  item: Entry | undefined;
  private names = 0;
  private seq = 0;

  constructor(private readonly can: { readonly edit: boolean; readonly removeUnnamed?: boolean }) {}

  private readonly account: Account = {
    check: async () => void (this.checks += 1),
    post: async (post, under, before) => {
      this.before.push(before);
      if (this.error !== undefined) throw this.error;
      this.names += 1;
      this.shown.set(`n${this.names}`, { ...post, under });
      return `n${this.names}`;
    },
    edit: async (name, post) => void this.shown.set(name, post),
    remove: async (name) => void this.shown.delete(name),
    removeUnnamed: async (unnamed) => {
      this.unnamed.push(unnamed);
      return this.can.removeUnnamed ?? false;
    },
  };

  send(type: string, data: object): Promise<Outcome> {
    const { edit, removeUnnamed, ...account } = this.account;
    const kind = networkKind({
      target: () => undefined as never,
      secret: undefined as never,
      room: () => 300,
      account: () => {
        this.opened += 1;
        return {
          ...account,
          ...(this.can.edit && { edit }),
          ...(this.can.removeUnnamed !== undefined && { removeUnnamed }),
        };
      },
    });
    this.seq += 1;
    const message = { id: `m${this.seq}`, type, timestamp: at, data };
    const to = { feed: 'f', createdAt, target: '', secrets: [] };
    const tools = { ...this.tools, entry: async () => this.item };
    return kind.send(message, to, tools, AbortSignal.timeout(60_000));
  }

  /** Makes a change of the item, and tells it. */
  tell(item: Entry, kind: Change['kind'] = 'post'): Promise<Outcome> {
    this.item = item;
    const row = { feed: 'f', epoch: 'e', seq: 1, tag: 't', prev: 'p', at };
    return this.send(`change.${kind}`, { ...row, kind, item });
  }

  get texts(): readonly string[] {
    return [...this.shown.values()].map(
      ({ text, under }) => `${text}${under ? ` (${under})` : ''}`,
    );
  }
}

const item = itemOf(1, { headline: 'Landed' });
const edited = { ...item, rev: 2, headline: 'Landed at noon' };
const corrected = withRemark(edited, { kind: 'correct', at, note: 'At noon.' });
const redacted = withRemark(edited, { kind: 'redact', at, note: '' });
const gone = tombstoneOf(item, at);
const done = { kind: 'done' };

describe.each([
  ['that edits posts', { edit: true, removeUnnamed: true }],
  ['that shows posts as they were', { edit: false, removeUnnamed: true }],
])('a network %s', (_name, can) => {
  test('has a post for an item, in its language, which leads to its page', async () => {
    const network = new Network(can);
    expect(await network.tell(item)).toEqual(done);
    const [post] = network.shown.values();
    expect(post).toMatchObject({
      text: 'Landed',
      title: 'Landed',
      lang: 'en',
      key: 'm1',
      at,
      url: `https://news.example/feeds/f/items/${item.id}`,
    });
    await network.tell(itemOf(2, { headline: 'x', lang: 'de' }));
    expect([...network.shown.values()][1]).toMatchObject({ lang: 'de' });
  });

  test('has it once, and is left alone where nothing is new', async () => {
    const network = new Network(can);
    await network.tell(item);
    await network.tell(item, 'pin');
    expect(network.texts).toEqual(['Landed']);
  });

  test('has it no more when the item is gone, nor what answers it; and nothing of what it never had', async () => {
    const network = new Network(can);
    await network.tell(item);
    await network.tell(corrected, 'correct');
    await network.tell(gone, 'takedown');
    expect(network.texts).toEqual([]);
    network.opened = 0;
    await network.tell(gone, 'takedown');
    network.item = undefined;
    expect(await network.send('change.unpin', { kind: 'unpin', id: 'unknown' })).toEqual(done);
    expect(await network.send('change.feed', { kind: 'feed', info: {} })).toEqual(done);
    expect([network.unnamed, network.opened]).toEqual([[], 0]);
  });

  test('has nothing of items from before the follower', async () => {
    const network = new Network(can);
    const old = { ...edited, postedAt: '2024-01-01T00:00:00.000Z' };
    expect(await network.tell(old, 'edit')).toEqual(done);
    expect(network.texts).toEqual([]);
  });

  test('has what was redacted in its new words alone', async () => {
    const network = new Network(can);
    await network.tell(item);
    await network.tell(redacted, 'redact');
    expect(network.texts).toHaveLength(1);
    expect(network.texts[0]).toContain('Landed at noon');
    await network.tell(redacted, 'pin');
    expect(network.texts).toHaveLength(1);
  });

  test('is asked for nothing but whether the account may post, by a test', async () => {
    const network = new Network(can);
    expect(await network.send('test', {})).toEqual(done);
    expect([network.checks, network.texts.length]).toEqual([1, 0]);
  });

  test('that does not answer is tried again under the same key, and that refuses is told nothing twice', async () => {
    const network = new Network(can);
    network.error = new Unanswered('timeout');
    expect(await network.tell(item)).toEqual({ kind: 'again', reason: 'timeout' });
    network.error = undefined;
    await network.tell(item);
    const [first, second] = network.before;
    expect([first, second]).toEqual([undefined, expect.objectContaining({ key: 'm1', at })]);
    expect(second?.url).toBe(`https://news.example/feeds/f/items/${item.id}`);
    expect([...network.shown.values()].map(({ key }) => key)).toEqual(['m1']);
    // There may be two of it: a takedown looks for both.
    await network.tell(gone, 'takedown');
    expect(network.unnamed.map(({ key }) => key)).toEqual(['m1']);
    expect(network.texts).toEqual([]);

    const refused = new Network(can);
    const outcome = { kind: 'never', status: 422, reason: 'answered 422' } as const;
    refused.error = new NetworkRefusal(outcome);
    expect(await refused.tell(item)).toEqual(outcome);
    refused.error = undefined;
    await refused.tell(item);
    expect(refused.before).toEqual([undefined, undefined]);
    refused.error = new TypeError('a fault of ours');
    await expect(refused.tell(itemOf(2, { headline: 'x' }))).rejects.toThrow('a fault of ours');
  });
});

test('an edit changes the post where that can be, and a correction is told in it', async () => {
  const network = new Network({ edit: true });
  await network.tell(item);
  await network.tell(edited, 'edit');
  expect(network.texts).toEqual(['Landed at noon']);
  await network.tell(corrected, 'correct');
  expect(network.texts).toHaveLength(1);
  expect(network.texts[0]).toContain('At noon.');
});

test('a correction answers a post that cannot be changed, each once; a slip of the pen is no news', async () => {
  const network = new Network({ edit: false });
  await network.tell(item);
  await network.tell(edited, 'edit');
  expect(network.texts).toEqual(['Landed']);
  await network.tell(corrected, 'correct');
  const struck = withRemark(corrected, { kind: 'strike', at, note: '' });
  await network.tell(struck, 'strike');
  await network.tell(struck, 'pin');
  expect(network.texts).toHaveLength(3);
  expect(network.texts.slice(1).every((text) => text.endsWith('(n1)'))).toBe(true);
  expect(network.texts[1]).toContain('At noon.');
  const keys = [...network.shown.values()].map(({ key }) => key);
  expect(keys).toEqual(['m1', `${item.id}-${at}-correct`, `${item.id}-${at}-strike`]);
});

test('where no post is found without its name, an editor is told that one may stand there', async () => {
  const reported = { kind: 'never', reason: 'may stand there: look and remove it by hand' };
  const network = new Network({ edit: true });
  network.error = new Unanswered('timeout');
  await network.tell(item);
  network.error = undefined;
  expect(await network.tell(gone, 'takedown')).toEqual(reported);
  const unsure = new Network({ edit: true, removeUnnamed: false });
  unsure.error = new Unanswered('timeout');
  await unsure.tell(item);
  unsure.error = undefined;
  expect(await unsure.tell(gone, 'takedown')).toEqual(reported);
  // The same of a text that was replaced and erased.
  const replaced = new Network({ edit: true });
  replaced.error = new Unanswered('timeout');
  await replaced.tell(item);
  replaced.error = undefined;
  await replaced.tell(item);
  expect(await replaced.tell(redacted, 'redact')).toEqual(reported);
});

test('an item that was reworded before its post came is shown as it is, and what follows still changes it', async () => {
  const network = new Network({ edit: true });
  await network.tell(edited, 'edit');
  await network.tell(edited, 'pin');
  expect(network.texts).toEqual(['Landed at noon']);
  const next: Item = { ...edited, rev: 3, headline: 'Landed at one' };
  await network.tell(next, 'edit');
  expect(network.texts).toEqual(['Landed at one']);
});
