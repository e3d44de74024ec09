import { randomUUID } from 'node:crypto';
import { until } from '../../until.ts';
import { OtherNewsroom, type Strangeness } from '../../upstreams/other-newsroom.ts';
import { onEveryDatabase } from '../on-every-database.ts';
import { ReadingRoom } from './reading-room.ts';

const noDateline = 'does not answer as a Dateline does';
const noEnd = 'answers without end, or too much, or broke off';

const reasons: Readonly<Record<Exclude<Strangeness, 'wrong tags'>, string>> = {
  silent: 'was not reached: timeout',
  page: noDateline,
  script: noDateline,
  'other JSON': noDateline,
  'too much': noEnd,
  endless: noEnd,
  moved: 'answers 302: it has moved; give its new address',
  broken: noEnd,
  packed: noDateline,
  holes: noDateline,
};

onEveryDatabase('another newsroom', (room) => {
  let there: OtherNewsroom;
  let here: ReadingRoom;

  beforeEach(async () => {
    there = await OtherNewsroom.open();
    here = new ReadingRoom(room);
  });

  afterEach(async () => {
    await here.end();
    await there[Symbol.asyncDispose]();
  });

  test('that hangs, lies, is none, answers without end or leads elsewhere changes nothing, and says why; then it goes on where it was', async () => {
    await here.follow(there);
    // The wait after many comparisons is two minutes, which nobody waits for here.
    here.run({ waitSeconds: () => 0.01 });
    let n = 0;
    for (const [strange, reason] of Object.entries(reasons)) {
      there.strange = strange as Strangeness;
      there.add('post', randomUUID(), `news ${n}`);
      n += 1;
      await until(async () => (await here.state())?.reason === reason, `${strange}: ${reason}`);
      const headlines = await here.headlines();
      // What a snapshot says is true also where the log lies.
      expect(headlines.filter((one) => one !== `news ${n - 1}`)).toHaveLength(n - 1);
      there.strange = undefined;
      await here.reached(there);
    }
    expect(await here.headlines()).toEqual(
      Array.from({ length: n }, (_, at) => `news ${n - 1 - at}`),
    );
    expect((await room.allChanges()).map(({ kind }) => kind)).toEqual(Array(n).fill('post'));
    expect(here.errors).toEqual([]);
    expect(there.asked.some((path) => path.includes('meta-data'))).toBe(false);
  });

  test('that was restored from an old backup is caught up with by what it shows, and nothing is taken down blindly', async () => {
    await here.follow(there);
    here.run();
    const [a, b, c, d] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
    there.add('post', a, 'a');
    there.add('post', b, 'b');
    there.add('correct', a, 'a corrected');
    there.add('post', c, 'c');
    await here.reached(there);
    there.restore(2);
    await until(async () => (await here.state())?.compared !== undefined, 'the comparison');
    expect((await here.state())?.compared).toMatchObject({
      items: 2,
      missing: 1,
      missingItems: [c],
    });
    expect([...(await here.headlines())].sort()).toEqual(['a corrected', 'b', 'c']);
    // Its log grows again: other changes under the numbers that were known.
    there.add('correct', a, 'a corrected anew');
    there.add('post', d, 'd');
    await here.reached(there);
    expect([...(await here.headlines())].sort()).toEqual(['a corrected anew', 'b', 'c', 'd']);
    // Restored while the line was cut, and longer by now than what was known.
    there.strange = 'silent';
    await until(async () => (await here.state())?.health === 'failing', 'the cut');
    there.restore(2);
    for (const headline of ['e', 'f', 'g']) there.add('post', randomUUID(), headline);
    there.strange = undefined;
    await here.reached(there);
    const all = ['a corrected anew', 'b', 'c', 'd', 'e', 'f', 'g'];
    expect([...(await here.headlines())].sort()).toEqual(all);
    // The same with another epoch, and with what came meanwhile.
    there.epoch = 'restored';
    there.changes = [];
    there.add('post', a, 'a again');
    there.add('edit', a, 'a at last');
    there.append({
      kind: 'post',
      item: { id: b, postedAt: '2021-02-19T10:01:00.000Z', removedAt: '2021-02-19T11:00:00.000Z' },
    });
    await here.reached(there);
    expect([...(await here.headlines())].sort()).toEqual([
      'a at last',
      'c',
      'd',
      'e',
      'f',
      'g',
      'removed',
    ]);
    const kinds = (await room.allChanges()).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'takedown')).toHaveLength(1);
    expect(here.errors).toEqual([]);
  });

  test('of a later version, or a hostile one, is read as far as it can be: nothing of it becomes markup', async () => {
    await here.follow(there);
    here.run();
    const [a, b] = [randomUUID(), randomUUID()];
    const script = '<script>alert(1)</script>';
    const body = [
      { kind: 'poll', question: 'x' },
      { kind: 'list', ordered: false, items: [[{ kind: 'rule' }, { kind: 'rule' }], []] },
      {
        kind: 'table',
        align: ['end', 'left'],
        head: [],
        rows: [[[{ kind: 'text', text: 'x' }], []]],
      },
      {
        kind: 'paragraph',
        children: [
          { kind: 'text', text: script },
          { kind: 'spoiler', text: 'x' },
        ],
      },
    ];
    there.add('post', a, script, { body: body as never, mood: 'glad' } as never);
    there.append({ kind: 'reaction', id: a, count: 3 });
    const [{ item }] = there.changes as unknown as readonly [{ item: object }];
    there.append({ kind: 'translate', item: { ...item, rev: 2, headline: 'translated' } });
    there.append({ kind: 'post', item: { ...item, id: b, link: 'javascript:alert(1)' } });
    there.append({ kind: 'post', item: { ...item, id: 'no-uuid' } });
    there.append({ kind: 'post', item: { ...item, id: randomUUID(), body: 'none' } });
    await here.reached(there);
    expect(await here.headlines()).toEqual(['translated']);
    const state = await here.state();
    expect(state).toMatchObject({ skipped: 2 });
    expect(state?.skippedReason).toBe('An item is none that this version can read.');
    const held = await room.log.entry(room.feed, a);
    expect(held).toMatchObject({
      body: [
        { kind: 'list', items: [[{ kind: 'rule' }, { kind: 'rule' }], []] },
        { kind: 'table', align: ['end', 'start'], head: [[], []] },
        { kind: 'paragraph', children: [{ kind: 'text', text: script }] },
      ],
    });
    expect(here.errors).toEqual([]);
  });

  test('is read by the next instance when the one that reads it is gone; each change comes once', async () => {
    await here.follow(there);
    const first = here.run({ leaseSeconds: 1 });
    here.run({ leaseSeconds: 1 });
    for (let n = 0; n < 130; n += 1) there.add('post', randomUUID(), `${n}`);
    await until(async () => ((await here.state())?.seq ?? 0) > 20, 'the beginning');
    await first.close();
    await here.reached(there);
    const headlines = (await room.allChanges()).map((change) =>
      'item' in change ? (change.item as { headline?: string }).headline : '',
    );
    expect(headlines).toEqual(Array.from({ length: 130 }, (_, n) => `${n}`));
  });
});
