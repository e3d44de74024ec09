import { nowMs } from './clock.ts';
import type { Broadcast } from './subject.ts';

/** Makes a broadcast of numbered messages: each is handed to `say` as a text of JSON of so many bytes. */
export async function sayEach(
  { count, intervalMs, bytes, first }: Broadcast,
  say: (text: string, n: number) => Promise<unknown>,
): Promise<void> {
  for (let n = first; n < first + count; n += 1) {
    const next = new Promise((done) => setTimeout(done, intervalMs));
    const head = `{"seq":${n},"ts":${nowMs()},"pad":"`;
    await say(`${head}${'x'.repeat(Math.max(0, bytes - head.length - 2))}"}`, n);
    await next;
  }
}
