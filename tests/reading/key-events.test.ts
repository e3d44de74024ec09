import type { Change } from '../../src/feed/change.ts';
import { emptySnapshot, type Snapshot } from '../../src/feed/snapshot.ts';
import { apply } from '../../src/feed/apply.ts';
import type { Item } from '../../src/feed/item.ts';
import { KeyEvents } from '../../src/reading/key-events.ts';

const info = { title: 'F', lang: 'en', timezone: 'UTC', coverage: 'open' } as const;

function itemOf(id: string, more: Partial<Item> = {}): Item {
  const at = `2030-01-01T00:00:0${id}.000Z`;
  const plain = { rev: 1, body: [], bylines: [], tags: [], breaking: false, pinned: false };
  return { id, ...plain, headline: id, key: true, postedAt: at, updatedAt: at, ...more };
}

/** A feed whose changes are in memory, and how often its log was asked. */
class Room {
  asked = 0;
  isAway = false;
  readonly changes: Change[] = [];
  snapshot: Snapshot = emptySnapshot('f', { epoch: 'e', seq: 0, tag: 't0' }, info);
  readonly keys = new KeyEvents(
    { changes: async (_, seq) => this.changes.filter((change) => change.seq > seq) },
    {
      items: async () => {
        this.asked += 1;
        if (this.isAway) throw new Error('away');
        const items = this.snapshot.items.filter((entry) => 'key' in entry && entry.key);
        return { ...this.snapshot, items, next: null };
      },
      read: async () => this.changes.slice(0, 1),
    },
  );

  append(content: object): void {
    const { epoch, seq, tag } = this.snapshot;
    const row = { feed: 'f', epoch, seq: seq + 1, tag: `t${seq + 1}`, prev: tag };
    const change = { ...row, at: `2030-01-01T00:00:00.00${seq}Z`, ...content } as Change;
    this.changes.push(change);
    this.snapshot = apply(this.snapshot, change);
  }

  async list(): Promise<readonly (string | undefined)[]> {
    return (await this.keys.of(this.snapshot)).items.map(({ headline }) => headline);
  }
}

describe('the key events of a feed', () => {
  test('are read from the log once, and kept up by every kind of change (A1)', async () => {
    const room = new Room();
    room.append({ kind: 'post', item: itemOf('1') });
    expect(await room.list()).toEqual(['1']);
    room.append({ kind: 'post', item: itemOf('2') });
    room.append({ kind: 'post', item: itemOf('3', { key: false }) });
    expect(await room.list()).toEqual(['2', '1']);
    room.append({ kind: 'edit', item: itemOf('3', { rev: 2 }) });
    room.append({ kind: 'correct', item: itemOf('2', { rev: 2, headline: 'two' }), note: 'n' });
    room.append({ kind: 'unpin', id: '1' });
    room.append({ kind: 'later', id: '1' });
    room.append({ kind: 'feed', info });
    expect(await room.list()).toEqual(['3', 'two', '1']);
    room.append({ kind: 'edit', item: itemOf('1', { rev: 2, key: false }) });
    room.append({ kind: 'takedown', id: '2' });
    expect(await room.list()).toEqual(['3']);
    room.append({ kind: 'later', item: itemOf('4') });
    expect(await room.list()).toEqual(['4', '3']);
    expect(room.asked).toBe(1);
  });

  test('while the log is away are those that are remembered, or those on the page; then all again (A1)', async () => {
    const room = new Room();
    room.isAway = true;
    room.append({ kind: 'post', item: itemOf('1') });
    expect(await room.keys.of(room.snapshot)).toMatchObject({ isWhole: false });
    expect(await room.list()).toEqual(['1']);
    room.isAway = false;
    expect(await room.keys.of(room.snapshot)).toMatchObject({ isWhole: true });
    const asked = room.asked;
    room.isAway = true;
    room.append({ kind: 'post', item: itemOf('2') });
    expect(await room.list()).toEqual(['2', '1']);
    expect(room.asked).toBe(asked);
  });

  test('of another history are read anew (A1)', async () => {
    const room = new Room();
    room.append({ kind: 'post', item: itemOf('1') });
    await room.list();
    room.append({ kind: 'post', item: itemOf('2') });
    const forged = room.changes.map((change) => ({ ...change, prev: `x${change.seq}` }));
    room.changes.splice(0, 2, ...forged);
    await room.list();
    expect(room.asked).toBe(2);
  });
});
