import { randomUUID } from 'node:crypto';
import type { Item } from '../../src/feed/item.ts';
import { postOf } from './commands.ts';
import { onEveryDatabaseAndPooler } from './on-every-database.ts';

onEveryDatabaseAndPooler('taking down', (room) => {
  test('a takedown leaves no word of the item in any row, and no hole in the log', async () => {
    const { log, feed } = room;
    const secret = `unsayable-${randomUUID()}`;
    const { entry } = await log.append(feed, postOf(secret), { key: secret, fingerprint: 'f' });
    const { id } = entry as Item;
    await log.append(feed, { kind: 'correct', id, rev: 1, note: `not ${secret}`, patch: {} });
    await log.append(feed, { kind: 'pin', id });
    await log.append(feed, { kind: 'strike', id, rev: 2, note: secret });
    await log.append(feed, { kind: 'takedown', id, reason: 'a court said so' });

    expect(JSON.stringify(await room.allChanges())).not.toContain(secret);
    expect(await room.everyRow(['feeds', 'changes', 'items', 'drafts', 'takedowns'])).not.toContain(
      secret,
    );
    room.expectGapless(await room.allChanges());
    expect(await log.history(feed, id)).toEqual([]);
    expect(await log.source(feed, id)).toBeUndefined();
    const [tombstone] = (await log.snapshot(feed))?.items ?? [];
    expect(Object.keys(tombstone ?? {}).sort()).toEqual(['id', 'postedAt', 'removedAt']);
    // The key's answer is read from the log as it is: it has no text either.
    const again = await log.append(feed, postOf(secret), { key: secret, fingerprint: 'f' });
    expect(JSON.stringify(again)).not.toContain(secret);
  });
});
