import { readdirSync, readFileSync } from 'node:fs';

/** CPU seconds, user and system, of the threads that processes have. */
export function cpuSeconds(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + cpuOf(pid), 0);
}

/** Resident memory in KB. */
export function residentKb(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return sum + Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0);
  }, 0);
}

function cpuOf(pid: number): number {
  const tasks = `/proc/${pid}/task`;
  // The scheduler's own account, in nanoseconds; `stat` counts in hundredths of a second.
  const spent = readdirSync(tasks).map((task) => {
    const [ns = '0'] = readFileSync(`${tasks}/${task}/schedstat`, 'utf8').split(' ');
    return Number(ns);
  });
  return spent.reduce((sum, ns) => sum + ns, 0) / 1e9;
}
