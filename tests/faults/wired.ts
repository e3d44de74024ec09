import { adminToken } from '../call.ts';
import { freePort } from '../services/free-port.ts';
import { Cable } from './cable.ts';
import { Instance, type Shared } from './cluster.ts';

/** An instance and the cable between it and Redis. */
export interface Wired {
  readonly instance: Instance;
  readonly cable: Cable;
}

/** Starts instances, each on a cable of its own, hands them to `work`, and ends them. */
export async function withWired<T>(
  count: number,
  { redisUrl, databaseUrl }: Shared,
  work: (wired: readonly Wired[]) => Promise<T>,
): Promise<T> {
  const wired: Wired[] = [];
  try {
    for (let n = 0; n < count; n += 1) {
      const cable = await Cable.to(Number(new URL(redisUrl).port));
      const instance = new Instance(`http://127.0.0.1:${await freePort()}`, {
        ADMIN_TOKEN: adminToken,
        DATABASE_URL: databaseUrl,
        REDIS_URL: `redis://127.0.0.1:${cable.port}`,
      });
      wired.push({ instance, cable });
      await instance.start();
    }
    return await work(wired);
  } finally {
    for (const { instance, cable } of wired) {
      await instance.stop('SIGKILL');
      await cable[Symbol.asyncDispose]();
    }
  }
}
