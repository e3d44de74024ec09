import { median } from './chapters/delivery.ts';
import type { Results } from './results.ts';

/** What is assumed; everything else is measured. */
const assumed = {
  /** Of a core, so that a reconnecting crowd finds room. */
  busy: 0.5,
  million: 1_000_000,
  /** New connections an instance admits in a second (src/gateway/admission.ts). */
  admittedPerSecond: 2_500,
};

/** How many readers one core holds, and what a million need, computed from one run's figures. */
export function capacityOf(results: Results): string {
  const own = results.delivery.filter(({ subject }) => subject.startsWith('Dateline, uring'));
  const most = Math.max(...own.map(({ readers }) => readers));
  const runs = own.filter(({ readers }) => readers === most);
  const held = results.connections.filter(({ subject }) => subject.startsWith('Dateline'));
  if (runs.length === 0 || held.length === 0) return '';
  const cpuUs = median(runs.map((row) => row.cpuUs));
  const bytes = median(runs.map((row) => row.bytes));
  const rssKb = median(held.map((row) => row.rssKb));
  const connectUs = median(held.map((row) => row.connectUs));
  const redisUs = median(results.instances.map((row) => row.redisUs));
  const askedPerSecond = median(
    results.instances.map((row) => row.queriesPerSecond / row.instances),
  );
  const lines = [10, 2, 1].map((everySeconds) => {
    const perCore = Math.floor((assumed.busy * 1e6 * everySeconds) / cpuUs);
    const instances = Math.ceil(assumed.million / perCore);
    const gbits = (assumed.million * bytes * 8) / everySeconds / 1e9;
    const questions = instances * askedPerSecond;
    const redis = ((instances * redisUs) / 1e6 / everySeconds) * 100;
    const backSeconds = perCore / assumed.admittedPerSecond;
    return (
      `| ${everySeconds} s | ${perCore.toLocaleString('en')} | ${instances} | ${gbits.toFixed(1)} ` +
      `| ${redis.toFixed(3)} % | ${questions.toFixed(0)} | ${backSeconds.toFixed(0)} s |`
    );
  });
  const memoryGb = (assumed.million * rssKb) / 2 ** 20;
  return [
    `Measured: ${cpuUs.toFixed(2)} µs a delivery at ${most.toLocaleString('en')} readers, ${bytes.toFixed(0)} bytes, ` +
      `${rssKb.toFixed(1)} KB a connection, ${connectUs.toFixed(0)} µs a connect. Assumed: a core is at most ` +
      `${assumed.busy * 100} % busy with deliveries, ${assumed.admittedPerSecond.toLocaleString('en')} new readers a second ` +
      `and instance. Redis: ${redisUs.toFixed(0)} µs an instance and change, measured.`,
    '| one change every | readers a core | cores for a million | Gbit/s | of one core of Redis | questions to the database a second | until all are back after a crash |\n' +
      '|--:|--:|--:|--:|--:|--:|--:|\n' +
      lines.join('\n'),
    `A million connections hold ${memoryGb.toFixed(0)} GB in all, whatever the number of instances, and each instance some ` +
      'hundred MB of its own. The database is asked by each instance, whatever the number of readers. Readers a core are ' +
      'what its time allows; more than the growth table shows were not put on one process.',
  ].join('\n\n');
}
