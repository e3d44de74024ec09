import type { Database } from '../database/database.ts';
import { measured, type Traces } from './traces.ts';

/**
 * The same database, whose writes are measured where something that is measured makes them: `commit`, from the wish to write
 * until it is on the disk, with the wait for others; in it `decide`, the reading and writing of rows.
 */
export function tracedDatabase(database: Database, traces: Traces): Database {
  const write: Database['write'] = (work) => {
    const around = traces.current;
    if (around === undefined) return database.write(work);
    const commit = { name: 'commit', kind: 'internal', under: around.traceparent } as const;
    return measured(traces, commit, ({ traceparent }) =>
      database.write((tx) => {
        // Several writers share a transaction, so that what is current here may be of another.
        const decide = { name: 'decide', kind: 'internal', under: traceparent } as const;
        return measured(traces, decide, () => work(tx));
      }),
    );
  };
  return new Proxy(database, {
    get: (target, name) => (name === 'write' ? write : (Reflect.get(target, name) as unknown)),
  });
}
