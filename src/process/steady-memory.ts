import { loadHeap } from '../gateway/fan-out/libc.ts';

/** Parameters of glibc's mallopt(3). */
const [trimThreshold, mmapThreshold, arenaMax] = [-1, -3, -8];
/** glibc's own value at the start of a program. */
const thresholdBytes = 128 * 1024;
/** How often what is free is given back, and the share of the time that this may take. */
const everyMs = 15_000;
const mostShare = 0.0005;

/**
 * Makes the C library give memory back. By default glibc raises its threshold with every large block that is freed, and
 * from then on keeps such blocks in its heap, between others; and pages that are free between used ones are never given
 * back. A server that answers with many large texts would hold more from hour to hour. Does nothing where the C library
 * is another, or cannot be called.
 */
export async function steadyMemory(): Promise<void> {
  if (process.platform !== 'linux') return;
  try {
    const { mallopt, trim } = await loadHeap();
    mallopt(mmapThreshold, thresholdBytes);
    mallopt(trimThreshold, thresholdBytes);
    // Every thread that compresses would otherwise keep a heap of its own.
    mallopt(arenaMax, 2);
    giveBack(trim);
  } catch {
    return;
  }
}

/** Gives back again and again. A call takes 0.3 to 4 ms with 20 to 100 MB; the longer, the more rarely. */
function giveBack(trim: (pad: number) => number): void {
  const startedMs = performance.now();
  trim(0);
  const tookMs = performance.now() - startedMs;
  setTimeout(giveBack, Math.max(everyMs, tookMs / mostShare), trim).unref();
}
