import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { sql, type Kysely, type Transaction } from 'kysely';
import type { Schema } from './schema.ts';

/** As many writers share a commit at most, and a commit waits for others no longer than this. */
const usual = { maxWriters: 64, maxMs: 10 };

interface Writer {
  /** Does the work; what comes back tells the writer of it, and is to be called after the commit. */
  readonly work: (tx: Transaction<Schema>) => Promise<() => void>;
  readonly fail: (error: unknown) => void;
}

/**
 * Writers of the embedded database that wait at the same time share one commit, because the disk's sync is what a commit
 * costs. They run one after the other, in the order in which they came, each behind a savepoint: what fails undoes its own
 * writes alone. Everybody is answered after the commit; when the commit fails, so has everybody's work. Nobody else sees
 * anything before it: who reads waits for the connection.
 */
export class SharedCommits {
  private readonly waiting: Writer[] = [];
  private isBusy = false;

  constructor(
    private readonly db: Kysely<Schema>,
    private readonly bounds: Readonly<typeof usual> = usual,
  ) {}

  /** Runs work in a transaction. Resolves with its result when that is on the disk. */
  write<T>(work: (tx: Transaction<Schema>) => Promise<T>): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    // The work runs among other writers', and stays in the context of its caller.
    const inContext = AsyncLocalStorage.snapshot();
    this.waiting.push({
      work: async (tx) => {
        const done = await inContext(() => work(tx));
        return () => resolve(done);
      },
      fail: reject,
    });
    if (!this.isBusy) void this.runAll();
    return promise;
  }

  private async runAll(): Promise<void> {
    this.isBusy = true;
    while (this.waiting.length > 0) {
      // All who have come in this turn join; and who reads, and who answers readers, has a turn between two commits.
      await nextTurn();
      const answers: (() => void)[] = [];
      const taken: Writer[] = [];
      try {
        await this.db.transaction().execute((tx) => this.together(tx, taken, answers));
      } catch (error) {
        // Where not even a transaction could be begun, those who wait have waited enough.
        const failed = taken.length > 0 ? taken : this.waiting.splice(0);
        for (const { fail } of failed) fail(error);
        answers.length = 0;
      }
      for (const answer of answers) answer();
    }
    this.isBusy = false;
  }

  /** Runs the work of who waits; `answers` is what each is told after the commit. */
  private async together(
    tx: Transaction<Schema>,
    taken: Writer[],
    answers: (() => void)[],
  ): Promise<void> {
    const { maxWriters, maxMs } = this.bounds;
    const endMs = performance.now() + maxMs;
    for (
      let writer = this.waiting.shift();
      writer !== undefined;
      writer =
        taken.length < maxWriters && performance.now() < endMs ? this.waiting.shift() : undefined
    ) {
      taken.push(writer);
      // Alone, it needs no savepoint: its failure is the transaction's.
      const isAlone = taken.length === 1 && this.waiting.length === 0;
      answers.push(await (isAlone ? writer.work(tx) : behindSavepoint(tx, writer)));
    }
  }
}

async function behindSavepoint(tx: Transaction<Schema>, writer: Writer): Promise<() => void> {
  await sql`savepoint writer`.execute(tx);
  try {
    const answer = await writer.work(tx);
    await sql`release writer`.execute(tx);
    return answer;
  } catch (error) {
    try {
      await sql`rollback to writer`.execute(tx);
      await sql`release writer`.execute(tx);
    } catch {
      // On a full disk SQLite has rolled everything back already.
      throw error;
    }
    return () => writer.fail(error);
  }
}
