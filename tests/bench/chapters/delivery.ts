import { Load } from '../load.ts';
import { cpuSeconds } from '../processes.ts';
import { Unavailable, type Running, type Subject } from '../subject.ts';

/** One run of one subject. */
export interface Delivery {
  readonly subject: string;
  readonly readers: number;
  /** CPU of the server's processes, in microseconds, for one message to one reader. */
  readonly cpuUs: number;
  /** Of a core, while nothing is said. */
  readonly idlePercent: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** The median over the messages of the last reader's latency. */
  readonly lastMs: number;
  readonly bytes: number;
  /** Everybody got everything once and in order. */
  readonly ok: boolean;
}

export interface DeliveryPlan {
  readonly readers: number;
  readonly messages: number;
  readonly intervalMs: number;
  readonly bytes: number;
  readonly loadWords?: readonly string[];
}

const warmUp = 20;
/** After a crowd came, V8 tidies up for some seconds: that is part of connecting, not of delivering. */
export const settleMs = 10_000;
/** Quiet, to know what readers cost who are told nothing (heartbeats, sweeps). */
const idleSeconds = 7;

/**
 * Broadcasts to readers who are all there, and takes the CPU from the first message to the last delivery. What
 * the same readers cost while nothing is said is measured just before, taken off, and told.
 */
export async function deliver(subject: Subject, plan: DeliveryPlan): Promise<Delivery> {
  const { readers, messages, intervalMs, bytes } = plan;
  const running = await subject.start();
  try {
    const first = running.loadWords.includes('--first') ? 1 : 0;
    const words = ['--rate', '1400', ...(plan.loadWords ?? [])];
    const load = new Load(readers, running, warmUp + messages, words);
    const { setup_fail: strangers } = await load.ready;
    if (strangers > 0) throw new Unavailable(`${strangers} of ${readers} readers could not follow`);
    await running.broadcast({ count: warmUp, intervalMs, bytes, first });
    await pause(settleMs);
    const idle = await idleRate(running.pids);
    const before = cpuSeconds(running.pids);
    const startedMs = performance.now();
    await running.broadcast({ count: messages, intervalMs, bytes, first: first + warmUp });
    const result = await load.result;
    const seconds = (performance.now() - startedMs) / 1_000;
    const spent = cpuSeconds(running.pids) - before - idle * seconds;
    return {
      subject: subject.name,
      readers,
      cpuUs: (spent * 1e6) / (readers * messages),
      idlePercent: idle * 100,
      p50Ms: result.lat_all_p50,
      p99Ms: result.lat_all_p99,
      lastMs: result.msg_last,
      bytes: result.bytes_rx / (readers * (messages + warmUp)),
      ok: result.ok,
    };
  } finally {
    await running.stop();
  }
}

/**
 * CPU seconds a second, while nothing is said: the median of some seconds. What happens once, such as V8's collection
 * when a process comes to rest, is not taken off what comes after.
 */
export async function idleRate(pids: readonly number[]): Promise<number> {
  const rates: number[] = [];
  while (rates.length < idleSeconds) {
    const [before, startedMs] = [cpuSeconds(pids), performance.now()];
    await pause(1_000);
    rates.push((cpuSeconds(pids) - before) / ((performance.now() - startedMs) / 1_000));
  }
  return median(rates);
}

/** What a run tells while it goes on. */
export interface Log {
  readonly say: (text: string) => void;
  /** A subject that cannot be had here, and why. */
  readonly lack: (subject: string, why: string) => void;
}

/** All subjects in turn, again and again, so that a slow minute of the machine is everybody's. */
export async function interleaved<Measured>(
  subjects: readonly Subject[],
  repetitions: number,
  measure: (subject: Subject) => Promise<Measured>,
  { say, lack }: Log,
): Promise<readonly Measured[]> {
  const all: Measured[] = [];
  const missing = new Set<Subject>();
  for (let n = 0; n < repetitions; n += 1) {
    for (const subject of subjects) {
      if (missing.has(subject)) continue;
      try {
        const measured = await measure(subject);
        say(`${subject.name}: ${JSON.stringify(measured)}`);
        all.push(measured);
      } catch (error) {
        if (!(error instanceof Unavailable)) throw error;
        missing.add(subject);
        lack(subject.name, error.message);
      }
    }
  }
  return all;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

export function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}

export type { Running };
