import { randomUUID } from 'node:crypto';
import type { Item } from '../../../src/feed/item.ts';
import { SqlUpstreams } from '../../../src/log/sql/upstreams/sql-upstreams.ts';
import { contentOf } from '../commands.ts';
import { onEveryDatabase } from '../on-every-database.ts';
import { Reading, time, wording } from './reading.ts';

onEveryDatabase('what is followed into the queue', (room) => {
  const item = async (id: string) => (await room.log.entry(room.feed, id)) as Item;
  const row = async () => (await new SqlUpstreams(room.database).list(room.feed))?.[0];

  test('as drafts waits for an editor, is brought up to date until somebody changes it, and follows once it is out', async () => {
    const reading = await Reading.begin(room, { mode: 'drafts' });
    const [a, b, c] = [randomUUID(), randomUUID(), randomUUID()];
    await reading.tell(wording(a, 1, 'one'), wording(b, 1, 'b'), wording(c, 1, 'canary'));
    const draft = (id: string) => room.log.draft(room.feed, id);
    expect(await draft(a)).toMatchObject({
      state: 'submitted',
      author: { name: 'From The Other' },
      content: { headline: 'one', origin: { name: 'The Other' } },
    });
    await reading.tell(wording(a, 2, 'two', { change: 'correct', note: 'Two.' }));
    expect(await draft(a)).toMatchObject({ content: { headline: 'two' }, rev: 2 });
    await room.log.releaseDraft(room.feed, a, { rev: 2 });
    await reading.tell(wording(a, 3, 'three', { change: 'correct', note: 'Three.' }));
    expect(await item(a)).toMatchObject({
      headline: 'three',
      rev: 2,
      remarks: [{ note: 'Three.' }],
    });
    // Withdrawn there, it goes out by nobody's clock, and whoever changes it is not overwritten.
    const { content } = (await draft(b)) ?? { content: contentOf('') };
    const embargo = '2999-01-01T00:00:00.000Z';
    await room.log.changeDraft(room.feed, b, 1, {
      content: { ...content, headline: 'mine' },
      markdown: 'b.',
      embargo,
    });
    await reading.tell(
      wording(b, 2, 'theirs'),
      wording(b, 3, 'theirs', { change: 'strike', note: 'Not so.' }),
    );
    const returned = await draft(b);
    expect(returned).toMatchObject({ state: 'returned', content: { headline: 'mine' } });
    expect(returned).toMatchObject({ note: 'Withdrawn at The Other: Not so.' });
    expect(returned?.embargo).toBeUndefined();
    await reading.tell({ kind: 'takedown', id: b }, { kind: 'takedown', id: c });
    expect(await draft(b)).toBeUndefined();
    expect(await room.everyRow(['drafts'])).not.toContain('canary');
    // What an editor has discarded does not come again.
    const d = randomUUID();
    await reading.tell(wording(d, 1, 'd'));
    await room.log.discardDraft(room.feed, d);
    await reading.tell(wording(d, 2, 'd anew'));
    expect(await draft(d)).toBeUndefined();
  });

  test('is back in the queue when what was withdrawn there is reinstated', async () => {
    const reading = await Reading.begin(room, { mode: 'drafts' });
    const id = randomUUID();
    await reading.tell(
      wording(id, 1, 'one'),
      wording(id, 2, 'one', { change: 'strike', note: 'Not so.' }),
    );
    expect(await room.log.draft(room.feed, id)).toMatchObject({ state: 'returned' });
    await reading.tell(wording(id, 3, 'one', { change: 'unstrike', note: 'It is so.' }));
    const back = await room.log.draft(room.feed, id);
    expect(back?.state).toBe('submitted');
    expect(back?.note).toBeUndefined();
  });

  test('waits where the queue is full, and goes on when there is room', async () => {
    const reading = await Reading.begin(room, { mode: 'drafts' }, 1);
    const [a, b] = [randomUUID(), randomUUID()];
    expect(await reading.tell(wording(a, 1, 'a'), wording(b, 1, 'b'))).toEqual(['done', 'full']);
    expect(await row()).toMatchObject({ seq: 1 });
    await room.log.discardDraft(room.feed, a);
    expect(await reading.tell(wording(b, 1, 'b'))).toEqual(['done']);
  });

  test('from now on has nothing that was posted before, also when it is corrected, and what comes has everything', async () => {
    const reading = await Reading.begin(room, { mode: 'drafts', hasPast: false });
    const [old, young] = [randomUUID(), randomUUID()];
    const gone = {
      kind: 'removal',
      id: randomUUID(),
      postedAt: time(1),
      removedAt: time(2),
    } as const;
    await reading.tell(wording(old, 2, 'old', { change: 'correct', note: 'Old.' }), gone);
    await reading.state(wording(old, 2, 'old'));
    await reading.tell(wording(young, 1, 'young'), wording(young, 2, 'young anew'));
    const drafts = await room.log.drafts(room.feed);
    expect(drafts.map(({ content }) => content.headline)).toEqual(['young anew']);
    expect(await room.allChanges()).toEqual([]);
  });
});
