import { loadMallopt } from '../gateway/fan-out/libc.ts';

/** Parameters of glibc's mallopt(3). */
const [trimThreshold, mmapThreshold, arenaMax] = [-1, -3, -8];
/** glibc's own value at the start of a program. */
const thresholdBytes = 128 * 1024;

/**
 * Makes the C library give memory back. By default glibc raises its threshold with every large block that is freed, and
 * from then on keeps such blocks in its heap, between others: a server that answers with many large texts would hold
 * more from hour to hour. Does nothing where the C library is another, or cannot be called.
 */
export async function steadyMemory(): Promise<void> {
  if (process.platform !== 'linux') return;
  try {
    const mallopt = await loadMallopt();
    mallopt(mmapThreshold, thresholdBytes);
    mallopt(trimThreshold, thresholdBytes);
    // Every thread that compresses would otherwise keep a heap of its own.
    mallopt(arenaMax, 2);
  } catch {
    return;
  }
}
