// What the peers have in common: they are told on stdin "count intervalMs bytes first nowMs", and answer "DONE".
import { createInterface } from 'node:readline';

let aheadMs = 0;

/** Milliseconds of the machine's monotonic clock; Bun counts from its own start. */
function now() {
  return Number(process.hrtime.bigint() / 1_000n) / 1_000 + aheadMs;
}

/** A message of so many bytes, as text: who gets it finds `seq` and the time in it. */
export function messageOf(seq, bytes) {
  const head = `{"seq":${seq},"ts":${now().toFixed(3)},"pad":"`;
  return `${head}${'x'.repeat(Math.max(0, bytes - head.length - 2))}"}`;
}

export function obey(port, broadcast) {
  console.log(`PORT ${port}`);
  const obeyLine = async (line) => {
    const [count, intervalMs, bytes, first, toldMs] = line.split(' ').map(Number);
    if (Math.abs(toldMs - now()) > 1_000) aheadMs = toldMs - now();
    for (let n = 0; n < count; n += 1) {
      broadcast(first + n, bytes);
      await new Promise((done) => setTimeout(done, intervalMs));
    }
    console.log('DONE');
  };
  createInterface(process.stdin).on('line', (line) => void obeyLine(line));
  process.stdin.on('end', () => process.exit(0));
}
