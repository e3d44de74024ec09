import { pause } from './delivery.ts';
import { Load } from '../load.ts';
import { cpuSeconds, residentKb } from '../processes.ts';
import type { Subject } from '../subject.ts';

/** What readers cost who only hold a connection. */
export interface Connections {
  readonly subject: string;
  readonly readers: number;
  /** CPU of accepting and subscribing one, microseconds. */
  readonly connectUs: number;
  /** Resident memory for one, KB, after a rest. */
  readonly rssKb: number;
}

/** Readers come at a steady pace, then all is quiet for `restMs`, so that what was only passing is gone. */
export async function connect(
  subject: Subject,
  readers: number,
  restMs: number,
): Promise<Connections> {
  const running = await subject.start();
  try {
    // A few first, so that what the server makes once is there.
    const scouts = new Load(200, running, 0, ['--rate', '400']);
    await scouts.ready;
    await pause(1_000);
    const before = { cpu: cpuSeconds(running.pids), rss: residentKb(running.pids) };
    const load = new Load(readers, running, 0, ['--rate', '1400']);
    await load.ready;
    const connectUs = ((cpuSeconds(running.pids) - before.cpu) * 1e6) / readers;
    await pause(restMs);
    const rssKb = (residentKb(running.pids) - before.rss) / readers;
    load.stop();
    scouts.stop();
    return { subject: subject.name, readers, connectUs, rssKb };
  } finally {
    await running.stop();
  }
}

/** Everybody at once. */
export interface Storm {
  readonly subject: string;
  readonly readers: number;
  /** Until the last one follows the feed. */
  readonly allMs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Answers that told to come back in a moment. */
  readonly refused: number;
}

export async function storm(subject: Subject, readers: number): Promise<Storm> {
  const running = await subject.start();
  try {
    const load = new Load(readers, running, 0, ['--inflight', String(readers), '--retry']);
    const { ms, setup_p50_ms, setup_p99_ms, refused } = await load.ready;
    load.stop();
    const name = subject.name;
    return { subject: name, readers, allMs: ms, p50Ms: setup_p50_ms, p99Ms: setup_p99_ms, refused };
  } finally {
    await running.stop();
  }
}
