import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dateline } from '../dateline.ts';
import { pause } from './delivery.ts';
import { Load } from '../load.ts';
import { cpuSeconds } from '../processes.ts';
import { Unavailable } from '../subject.ts';

/** Whose code a part of the CPU went to. */
export interface Share {
  readonly owner: string;
  readonly percent: number;
  /** Microseconds a connect, under the profiler. */
  readonly us: number;
}

/** Profiles the instance with the readers while a crowd comes at a steady pace. Needs Linux's `perf`. */
export async function profileConnects(path: string, readers: number): Promise<readonly Share[]> {
  try {
    execFileSync('perf', ['--version'], { stdio: 'pipe' });
  } catch {
    throw new Unavailable('perf is needed (Debian: linux-perf)');
  }
  const folder = mkdtempSync(join(tmpdir(), 'dateline-perf-'));
  const data = join(folder, 'perf.data');
  // The names of compiled functions, in /tmp/perf-<pid>.map, where perf looks.
  const running = await dateline(path, { NODE_OPTIONS: '--perf-basic-prof' }).start();
  const [pid = 0] = running.pids;
  try {
    const scouts = new Load(200, running, 0, ['--rate', '400']);
    await scouts.ready;
    const words = [
      'record',
      '-q',
      '-e',
      'cpu-clock',
      '-F',
      '3999',
      '-g',
      '-p',
      `${pid}`,
      '-o',
      data,
    ];
    const perf = spawn('perf', words, { stdio: 'ignore' });
    await pause(1_000);
    const before = cpuSeconds(running.pids);
    const load = new Load(readers, running, 0, ['--rate', '1400']);
    await load.ready;
    const us = ((cpuSeconds(running.pids) - before) * 1e6) / readers;
    perf.kill('SIGINT');
    await once(perf, 'exit');
    const fields = ['script', '-i', data, '-F', 'comm,ip,sym,dso'];
    const text = execFileSync('perf', fields, {
      maxBuffer: 2 ** 30,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    load.stop();
    scouts.stop();
    return sharesOf(text.toString(), us);
  } finally {
    await running.stop();
    rmSync(folder, { recursive: true, force: true });
    // What V8 leaves behind, here and there.
    rmSync(`/tmp/perf-${pid}.map`, { force: true });
    for (const name of readdirSync('.')) if (/^isolate-.*-v8\.log$/.test(name)) rmSync(name);
  }
}

function sharesOf(text: string, us: number): readonly Share[] {
  const samples = text.split('\n\n').filter((sample) => sample.includes('\n'));
  const counts = new Map<string, number>();
  for (const sample of samples) {
    const owner = ownerOf(sample);
    counts.set(owner, (counts.get(owner) ?? 0) + 1);
  }
  return [...counts]
    .map(([owner, count]) => ({ owner, part: count / samples.length }))
    .toSorted((a, b) => b.part - a.part)
    .map(({ owner, part }) => ({ owner, percent: part * 100, us: part * us }));
}

const owners: readonly (readonly [RegExp, string])[] = [
  [/node:(_http|internal\/http)/, 'Node: HTTP'],
  [/node:(net|internal\/(stream|js_stream))/, 'Node: TCP and streams'],
  [/node:/, 'Node: events, timers, ticks'],
  [/\/node_modules\//, 'Socket.IO'],
  [/\/dist\//, 'Dateline'],
];

/** A sample: the thread, and a line for each function, the one that runs first. */
function ownerOf(sample: string): string {
  const [thread = '', leaf = '', ...callers] = sample.trim().split('\n');
  if (leaf.includes('[kernel')) {
    const isSent = /\b(sendto|sock_write_iter|tcp_sendmsg)\b/.test(sample);
    return isSent ? 'the kernel: sending, and waking who receives' : 'the kernel: the rest';
  }
  if (!thread.includes('MainThread')) return 'V8: compiling and collecting, threads of its own';
  if (/Scaveng|MarkCompact|PerformGarbageCollection/.test(sample)) return 'V8: collecting';
  for (const line of [leaf, ...callers]) {
    if (/http_parser|llhttp/.test(line)) return 'Node: HTTP';
    const isScript = line.includes('JS:');
    const owner = isScript ? owners.find(([pattern]) => pattern.test(line)) : undefined;
    if (owner !== undefined) return owner[1];
  }
  return 'Node and libuv: between the kernel and scripts';
}
