import type { Change } from '../../src/feed/change.ts';
import { done, RoundRoom } from './round-room.ts';

const positionAt = (seq: number) => ({ epoch: 'e1', seq, tag: `e1-${seq}` });

describe('a round of a follower', () => {
  test('tells every change in order, writes each down, and ends the lease', async () => {
    const room = new RoundRoom(45);
    await room.run();
    expect(room.toldSeqs).toEqual(Array.from({ length: 45 }, (_, n) => n + 1));
    expect(room.settled.slice(0, -1).map(({ position }) => position?.seq)).toEqual(room.toldSeqs);
    expect(room.settled[0]).toMatchObject({
      position: positionAt(1),
      failures: 0,
      seconds: 30,
      answer: { outcome: 'done', status: 204, ms: expect.any(Number) },
    });
    expect(room.settled[0]?.answer).not.toHaveProperty('reason');
    expect(room.last).toEqual({ position: positionAt(45), failures: 0, seconds: 0 });
    expect(new Set(room.outcomes)).toEqual(new Set(['done']));
  });

  test('goes on where the follower is', async () => {
    const room = new RoundRoom(5);
    room.follower = { ...room.follower, position: positionAt(3) };
    await room.run();
    expect(room.toldSeqs).toEqual([4, 5]);
  });

  test('ends after so many messages, so that others come', async () => {
    const room = new RoundRoom(9);
    room.parts = { ...room.parts, maxInARow: 3 };
    await room.run();
    expect(room.toldSeqs).toEqual([1, 2, 3]);
    expect(room.last).toMatchObject({ position: positionAt(3), seconds: 0 });
  });

  test('that fails tells nothing more, and waits the longer the oftener it failed', async () => {
    const room = new RoundRoom(3);
    room.follower = { ...room.follower, failures: 2 };
    room.answers = [done, { kind: 'again', reason: 'timeout', afterSeconds: 7 }];
    await room.run();
    expect(room.toldSeqs).toEqual([1, 2]);
    // What came through has ended the failures before.
    expect(room.settled).toMatchObject([
      { failures: 0, position: positionAt(1) },
      {
        failures: 1,
        position: positionAt(1),
        waitSeconds: 17,
        seconds: 0,
        answer: { outcome: 'again', reason: 'timeout' },
      },
    ]);
    expect(room.settled[1]?.answer).not.toHaveProperty('status');
    expect(room.outcomes).toEqual(['done', 'again']);
    const still = new RoundRoom(1);
    still.follower = { ...still.follower, failures: 2 };
    still.answers = [{ kind: 'again', reason: 'timeout' }];
    await still.run();
    expect(still.last).toMatchObject({ failures: 3, waitSeconds: 30 });
  });

  test('buries what is refused, and tells what comes after', async () => {
    const room = new RoundRoom(2);
    room.follower = { ...room.follower, failures: 4 };
    room.answers = [{ kind: 'never', status: 422, reason: 'answered 422' }];
    await room.run();
    const item = (room.feed.changes[0] as { item: { id: string } }).item.id;
    expect(room.settled[0]).toMatchObject({
      position: positionAt(1),
      failures: 0,
      bury: { seq: 1, kind: 'post', reason: 'answered 422', item },
    });
    expect(room.toldSeqs).toEqual([1, 2]);
    expect(room.settled[1]).not.toHaveProperty('bury');
  });

  test('ends with a target that is gone for good', async () => {
    const room = new RoundRoom(2);
    room.answers = [{ kind: 'gone', status: 410, reason: 'answered 410' }];
    await room.run();
    expect(room.settled).toMatchObject([{ pause: 'gone', failures: 1, position: { seq: 0 } }]);
    expect(room.toldSeqs).toEqual([1]);
  });

  test('ends without a word where the lease is lost', async () => {
    const room = new RoundRoom(3);
    room.isLeaseLost = true;
    await room.run();
    expect(room.toldSeqs).toEqual([1]);
    expect(room.settled).toHaveLength(1);
  });

  test('renews a lease that grows old before it tells the next, and tells nothing once it is lost', async () => {
    const room = new RoundRoom(2);
    // Old as soon as it is taken.
    room.parts = { ...room.parts, leaseSeconds: 1e-9 };
    await room.run();
    expect(room.toldSeqs).toEqual([1, 2]);
    const renewals = room.settled.filter(({ answer, seconds }) => !answer && seconds > 0);
    expect(renewals.map(({ position }) => position?.seq)).toEqual([0, 0, 1]);
    const lost = new RoundRoom(2);
    lost.parts = { ...lost.parts, leaseSeconds: 1e-9 };
    lost.isLeaseLost = true;
    await lost.run();
    expect(lost.toldSeqs).toEqual([]);
    expect(lost.settled).toHaveLength(1);
  });

  test('that is stopped ends its lease; an attempt that was broken off says nothing of the target', async () => {
    const room = new RoundRoom(3);
    room.meanwhile = () => room.stop.abort();
    room.answers = [{ kind: 'again', reason: 'stopped' }];
    await room.run();
    expect(room.settled).toEqual([{ position: positionAt(0), failures: 0, seconds: 0 }]);
    expect(room.outcomes).toEqual([]);
    const told = new RoundRoom(3);
    told.meanwhile = () => told.stop.abort();
    await told.run();
    expect(told.toldSeqs).toEqual([1]);
    expect(told.settled).toMatchObject([
      { position: positionAt(1), seconds: 30 },
      { position: positionAt(1), seconds: 0 },
    ]);
  });

  test('pauses where the log has another history; a target that is told the whole state goes on', async () => {
    const room = new RoundRoom(2);
    room.follower = { ...room.follower, position: { epoch: 'e1', seq: 1, tag: 'other' } };
    await room.run();
    expect(room.toldSeqs).toEqual([]);
    expect(room.settled).toMatchObject([{ pause: 'history', position: { tag: 'other' } }]);
    const state = new RoundRoom(2);
    state.follower = room.follower;
    state.kind = { ...state.kind, tellsState: true };
    await state.run();
    expect(state.toldSeqs).toEqual([2]);
  });

  test('passes by what a filter does not choose, without a message', async () => {
    const room = new RoundRoom(2);
    room.feed.post('A key event', { key: true });
    room.follower = { ...room.follower, filter: 'key' };
    await room.run();
    expect(room.toldSeqs).toEqual([3]);
    expect(room.last).toMatchObject({ position: positionAt(3), seconds: 0 });
  });

  test('tells no text that was taken down since the page was read', async () => {
    const room = new RoundRoom(2);
    const second = room.feed.changes[1] as Change & { item: { id: string; postedAt: string } };
    room.meanwhile = () => {
      const { id, postedAt } = second.item;
      const removed = { ...second, item: { id, postedAt, removedAt: postedAt } };
      room.feed.changes[1] = removed;
    };
    await room.run();
    expect(room.told[1]).toMatchObject({ type: 'change.takedown' });
    expect(JSON.stringify(room.told[1])).not.toContain('Item 2');
  });

  test('leaves out what a document has told already, and believes nothing of another log', async () => {
    const room = new RoundRoom(5);
    room.answers = [{ kind: 'done', upTo: positionAt(3) }];
    await room.run();
    expect(room.toldSeqs).toEqual([1, 4, 5]);
    for (const upTo of [positionAt(0), { ...positionAt(3), epoch: 'other' }]) {
      const other = new RoundRoom(3);
      other.answers = [{ kind: 'done', upTo }];
      await other.run();
      expect(other.toldSeqs).toEqual([1, 2, 3]);
    }
  });
});

describe('what could not be told', () => {
  test('is told first when it is to be sent again, and is no step forward', async () => {
    const room = new RoundRoom(4);
    room.follower = { ...room.follower, position: positionAt(3) };
    room.again.push(1, 2);
    await room.run();
    expect(room.toldSeqs).toEqual([1, 2, 4]);
    expect(room.settled).toMatchObject([
      { unbury: 1, position: positionAt(3) },
      { unbury: 2, position: positionAt(3) },
      { position: positionAt(4) },
      { position: positionAt(4), seconds: 0 },
    ]);
    expect(room.settled[2]).not.toHaveProperty('unbury');
  });

  test('stays buried when it is refused again, and ends the round when the target is down', async () => {
    const room = new RoundRoom(1);
    room.follower = { ...room.follower, position: positionAt(1) };
    room.again.push(1);
    room.answers = [{ kind: 'again', reason: 'timeout' }];
    await room.run();
    expect(room.settled).toMatchObject([{ failures: 1, waitSeconds: 10, seconds: 0 }]);
    expect(room.settled[0]).not.toHaveProperty('unbury');
  });

  test('is forgotten where the log has no such change any more', async () => {
    const room = new RoundRoom(1);
    room.again.push(7);
    await room.run();
    expect(room.toldSeqs).toEqual([1]);
    expect(room.settled[0]).toMatchObject({ unbury: 7, seconds: 30 });
    const lost = new RoundRoom(1);
    lost.again.push(7);
    lost.isLeaseLost = true;
    await lost.run();
    expect(lost.toldSeqs).toEqual([]);
  });
});
