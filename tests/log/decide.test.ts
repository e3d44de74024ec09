import type { FeedInfo } from '../../src/feed/feed-info.ts';
import type { Item } from '../../src/feed/item.ts';
import { Refusal } from '../../src/feed/refusal.ts';
import type { Command } from '../../src/log/command.ts';
import { decide, type Matter } from '../../src/log/decide.ts';
import { contentOf, postOf } from '../contract/commands.ts';

const at = '2027-01-01T00:00:01.000Z';
const info: FeedInfo = {
  title: 'Budget day',
  lang: 'en',
  timezone: 'UTC',
  coverage: 'open',
  campaign: { text: 'Sign it', unit: 'signatures', count: 40, goal: 100 },
};
const held: Item = {
  ...contentOf('The gates are shut'),
  id: '00000000-0000-7000-8000-000000000001',
  rev: 1,
  pinned: false,
  postedAt: '2027-01-01T00:00:00.000Z',
  updatedAt: '2027-01-01T00:00:00.000Z',
};
const { id } = held;

const matterOf = (more: Partial<Matter> = {}): Matter => ({
  info,
  held,
  isDraft: false,
  pinnedId: null,
  at,
  ...more,
});

/** The refusal of a command, or what it decides. */
function told(command: Command, more?: Partial<Matter>) {
  try {
    return decide(command, matterOf(more));
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

describe('what the log decides', () => {
  test('an item is posted once: a second post of its id takes nothing of the first away', () => {
    const post = { ...postOf('Another text'), id };
    expect(told(post)).toMatchObject({ code: 'stale_revision' });
    expect(told(post, { held: undefined })).toMatchObject({ entry: { id, rev: 1, postedAt: at } });
  });

  test('an unpin of an item that is not pinned is refused: the one that is stays pinned', () => {
    expect(told({ kind: 'unpin', id })).toMatchObject({ code: 'not_found' });
    expect(told({ kind: 'unpin', id }, { pinnedId: 'another' })).toMatchObject({
      code: 'not_found',
    });
    expect(told({ kind: 'unpin', id }, { pinnedId: id })).toEqual({
      content: { kind: 'unpin', id },
    });
  });

  test('a feed keeps its campaign through a change of something else, and loses it when that is asked', () => {
    const renamed = told({ kind: 'feed', patch: { title: 'Budget week' } });
    expect(renamed).toEqual({ content: { kind: 'feed', info: { ...info, title: 'Budget week' } } });
    const { campaign: _, ...without } = info;
    const ended = told({ kind: 'feed', patch: { campaign: null } });
    expect(ended).toEqual({ content: { kind: 'feed', info: without } });
  });

  test('an edit that would leave nothing to read is refused, and the cure is said', () => {
    const nothing = { headline: null, body: [], markdown: '' };
    expect(told({ kind: 'edit', id, rev: 1, patch: nothing })).toMatchObject({
      code: 'invalid_input',
      faults: [{ pointer: '', detail: expect.stringContaining('take it down') }],
    });
  });

  test('of a stale edit the refusal brings the item as it is now', () => {
    const edit: Command = { kind: 'edit', id, rev: 7, patch: { headline: 'x' } };
    expect(told(edit)).toMatchObject({ code: 'stale_revision', extra: { current: held } });
  });
});
