import { onEveryDatabaseAndPooler } from '../on-every-database.ts';

onEveryDatabaseAndPooler('a transaction', (room) => {
  test('refuses to wait for the database it holds, at once and with the cure; nothing of it is written', async () => {
    const { database } = room;
    const marked = async () =>
      (await database.run((db) => db.selectFrom('probes').select('at').execute())).map(
        ({ at }) => at,
      );
    const before = await marked();
    for (const ask of [
      () => database.time(),
      () => database.run((db) => db.selectFrom('feeds').select('slug').execute()),
      () => database.read((tx) => tx.selectFrom('feeds').select('slug').execute()),
      () => database.write((tx) => tx.selectFrom('feeds').select('slug').execute()),
    ]) {
      for (const transact of ['write', 'read'] as const) {
        const refused = database[transact](async (tx) => {
          if (transact === 'write') await tx.insertInto('probes').values({ at: 'x' }).execute();
          return ask();
        });
        await expect(refused).rejects.toThrow(/inside a transaction.*use the transaction, or ask/);
      }
    }
    expect(await marked()).toEqual(before);
  });

  test('is left by work that was begun in it and goes on after it; another database may be asked in it', async () => {
    const { database, place } = room;
    let go: (() => void) | undefined;
    const over = new Promise<void>((done) => {
      go = done;
    });
    const other = await place.open();
    const { later, there } = await database.read(async () => ({
      later: { time: over.then(() => database.time()) },
      there: await other.time(),
    }));
    await other.close();
    go?.();
    expect([await later.time, there]).toEqual([expect.stringMatching(/Z$/), expect.any(String)]);
  });
});
