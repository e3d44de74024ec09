import { execFileSync } from 'node:child_process';
import { appendFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../../until.ts';
import { freePort } from '../free-port.ts';
import { makeFiles, openFolder, PostgresNode } from './postgres-node.ts';

/** A primary, and a standby that copies it. */
export interface PostgresPair extends AsyncDisposable {
  /** With both hosts in it. */
  readonly url: string;
  readonly primary: PostgresNode;
  readonly standby: PostgresNode;
  /** Makes the standby the primary. */
  readonly promote: () => Promise<void>;
}

/**
 * Two servers in streaming replication. With `isSynchronous`, a commit is acknowledged when the standby has it as well;
 * otherwise the standby may be behind. `link`: the port on which the standby finds the primary, which has the port that is given.
 */
export async function startPostgresPair(
  isSynchronous: boolean,
  link: (port: number) => Promise<number> = async (port) => port,
): Promise<PostgresPair> {
  const parent = openFolder();
  const [first, second] = [join(parent, 'first'), join(parent, 'second')];
  await makeFiles(first);
  // Before its first start: a copy of the files is a base backup.
  execFileSync('cp', ['-a', first, second]);
  const primary = new PostgresNode(first, await freePort());
  const linked = await link(primary.port);
  const from = `host=127.0.0.1 port=${linked} user=dateline password=dateline application_name=standby`;
  appendFileSync(join(second, 'postgresql.auto.conf'), `primary_conninfo = '${from}'\n`);
  execFileSync('cp', ['-a', join(second, 'PG_VERSION'), join(second, 'standby.signal')]);
  const standby = new PostgresNode(second, await freePort());
  const pair = {
    url: `postgres://dateline:dateline@127.0.0.1:${primary.port},127.0.0.1:${standby.port}/postgres`,
    primary,
    standby,
    promote: async () => {
      await standby.ask('select pg_promote()');
      await until(async () => !(await standby.isStandby()), 'the standby to be the primary');
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all([primary.kill(), standby.kill()]);
      rmSync(parent, { recursive: true, force: true });
    },
  };
  try {
    await primary.start(['wal_keep_size=256MB']);
    await standby.start();
    const streams = async () =>
      (await primary.ask('select state from pg_stat_replication')) === 'streaming';
    await until(streams, 'the standby to follow');
    if (isSynchronous) {
      await primary.ask("alter system set synchronous_standby_names = 'standby'");
      await primary.ask('select pg_reload_conf()');
      const waits = async () =>
        (await primary.ask('select sync_state from pg_stat_replication')) === 'sync';
      await until(waits, 'commits to wait for the standby');
    }
    return pair;
  } catch (error) {
    await pair[Symbol.asyncDispose]();
    throw error;
  }
}
