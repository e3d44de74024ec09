import { adminToken } from '../../call.ts';
import { emptyFolder } from '../../services/databases.ts';
import { freePort } from '../../services/free-port.ts';
import { Instance, type Shared } from '../cluster.ts';

/** A newsroom's server, which may be several instances. */
export interface Site {
  readonly instances: readonly Instance[];
  /** The address that links to it begin with. */
  readonly publicUrl: string;
}

/** Hands the embedded default, one process with a folder of its own, to `work`, and ends it. */
export function withEmbedded<T>(work: (site: Site) => Promise<T>): Promise<T> {
  return withInstances(1, {}, work);
}

/** Hands two instances on a PostgreSQL and a Redis to `work`, and ends them. */
export function withTwo<T>(shared: Shared, work: (site: Site) => Promise<T>): Promise<T> {
  const { redisUrl, databaseUrl } = shared;
  return withInstances(2, { REDIS_URL: redisUrl, DATABASE_URL: databaseUrl }, work);
}

async function withInstances<T>(
  count: number,
  more: Record<string, string>,
  work: (site: Site) => Promise<T>,
): Promise<T> {
  const place = emptyFolder();
  const urls: string[] = [];
  for (let n = 0; n < count; n += 1) urls.push(`http://127.0.0.1:${await freePort()}`);
  const publicUrl = (urls[0] ?? '').replace('127.0.0.1', 'localhost');
  const environment = {
    ADMIN_TOKEN: adminToken,
    DATA_DIR: place.where.dataDir,
    PUBLIC_URL: publicUrl,
    // The targets are of this machine.
    FOLLOWERS_ALLOW_PRIVATE: '1',
    ...more,
  };
  const instances = urls.map((url) => new Instance(url, environment));
  try {
    for (const instance of instances) await instance.start();
    return await work({ instances, publicUrl });
  } finally {
    await Promise.all(instances.map((instance) => instance.stop('SIGTERM')));
    await place.drop();
  }
}
