import { later, type Database } from '../../database/database.ts';
import { keepHubRequest, type HubRequest } from '../../followers/store/hub-request.ts';

/** Requests that wait for their callbacks, of all; more, and the hub is busy for a moment. */
const maxWaiting = 1_000;
/** Of one callback's host: nobody has the hub knock at a stranger's door more often at a time. */
const maxWaitingOfHost = 20;
/** Longer than a callback is waited for (10 s), and than the writes around it. */
const takenSeconds = 60;

/** A request that an instance has taken up. */
export interface TakenRequest extends HubRequest {
  readonly id: string;
  /** Tells it from a later request of the same callback. */
  readonly asked: string;
  /** Counting this one. */
  readonly tries: number;
}

/** What is asked of the hub, in rows: a restart forgets nothing, and the limits hold for all instances together. */
export class HubRequests {
  constructor(
    private readonly database: Database,
    private readonly most = { waiting: maxWaiting, ofHost: maxWaitingOfHost },
  ) {}

  /** Keeps a request until its callback has confirmed it. `busy`: too many wait, of all or of this callback's host. */
  async ask(request: HubRequest): Promise<'taken' | 'busy'> {
    const now = await this.database.time();
    const { host } = new URL(request.callback);
    return this.database.write(async (tx) => {
      const { waiting, ofHost } = await tx
        .selectFrom('hub_requests')
        .select((select) => [
          select.fn.countAll<number>().as('waiting'),
          select.fn.countAll<number>().filterWhere('host', '=', host).as('ofHost'),
        ])
        .executeTakeFirstOrThrow();
      if (waiting >= this.most.waiting || ofHost >= this.most.ofHost) return 'busy';
      await keepHubRequest(tx, request, now);
      return 'taken';
    });
  }

  /** Requests that are due, each taken by one instance: those that have waited longest first. */
  async take(limit: number): Promise<readonly TakenRequest[]> {
    const now = await this.database.time();
    const due = await this.database.run((db) =>
      db
        .selectFrom('hub_requests')
        .select('id')
        .where('due_at', '<=', now)
        .orderBy('due_at')
        .limit(limit)
        .execute(),
    );
    const taken = [];
    for (const { id } of due) {
      const row = await this.database.write((tx) =>
        tx
          .updateTable('hub_requests')
          .set((update) => ({
            due_at: later(now, takenSeconds),
            tries: update('tries', '+', 1),
          }))
          .where('id', '=', id)
          .where('due_at', '<=', now)
          .returningAll()
          .executeTakeFirst(),
      );
      if (row !== undefined) taken.push({ ...row, leaseSeconds: row.lease_seconds });
    }
    return taken;
  }

  /** Ends a request, unless another has come in its place. */
  async drop({ id, asked }: TakenRequest): Promise<void> {
    await this.database.write((tx) =>
      tx.deleteFrom('hub_requests').where('id', '=', id).where('asked', '=', asked).execute(),
    );
  }

  /** Has a request looked at again. */
  async delay({ id, asked }: TakenRequest, seconds: number): Promise<void> {
    const due = await this.database.timeIn(seconds);
    await this.database.write((tx) =>
      tx
        .updateTable('hub_requests')
        .set({ due_at: due })
        .where('id', '=', id)
        .where('asked', '=', asked)
        .execute(),
    );
  }
}
