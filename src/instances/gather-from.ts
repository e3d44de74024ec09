import type { Instance } from './instance.ts';
import type { Gathered } from './siblings.ts';

/** How long an instance may take to tell its metrics. */
const patienceMs = 1_000;

/** Asks instances for their metrics; `count` of them should answer. */
export async function gatherFrom(
  instances: readonly Instance[],
  count: number,
  parent: NonNullable<Gathered['parent']>,
): Promise<Gathered> {
  const asked = await Promise.all(
    instances.map(async (instance) => ({
      number: instance.number,
      metrics: await instance.metrics(patienceMs),
    })),
  );
  const told = asked.filter(({ metrics }) => metrics !== undefined);
  return { told, silent: Math.max(0, count - told.length), parent };
}
