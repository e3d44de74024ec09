import type { Happening, LineServer, LineSubject } from '../lines/line-subject.ts';
import { anycableLine } from '../lines/anycable-line.ts';
import { centrifugoLine } from '../lines/centrifugo-line.ts';
import { Crowd, everyMs, type Spread } from '../lines/crowd.ts';
import { datelineLines } from '../lines/dateline-line.ts';
import { socketIoLines } from '../lines/socket-io-line.ts';
import { Unavailable } from '../subject.ts';
import { pause, type Log } from './delivery.ts';

/** What readers get while their lines break. Times in milliseconds. */
export interface Lines {
  readonly subject: string;
  readonly happening: Happening;
  readonly readers: number;
  readonly messages: number;
  readonly lost: number;
  readonly doubled: number;
  /** Connections that broke. */
  readonly broken: number;
  /** From publishing to seeing. */
  readonly seen: Spread;
  /** Each reader's longest silence from a restart or reload on; a message is due every 500 ms. */
  readonly silence: Spread;
}

const happensAfterMs = 10_000;
const settleMs = 12_000;

/** Ours and others', each with clients of its own. */
export const lineSubjects: readonly LineSubject[] = [
  ...datelineLines,
  ...socketIoLines,
  centrifugoLine,
  anycableLine,
];

/** All that happens, to each subject that can be had. `messages`: how many are published, one every 500 ms. */
export async function breakLines(
  subjects: readonly LineSubject[],
  messages: number,
  { say, lack }: Log,
): Promise<readonly Lines[]> {
  const all: Lines[] = [];
  for (const subject of subjects) {
    try {
      for (const happening of subject.happenings) {
        const measured = await measure(subject, happening, messages);
        say(`${subject.name}, ${happening}: ${JSON.stringify(measured)}`);
        all.push(measured);
      }
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      lack(subject.name, error.message);
    }
  }
  return all;
}

async function measure(
  { name, readers, open, start }: LineSubject,
  happening: Happening,
  messages: number,
): Promise<Lines> {
  const server = await start();
  const crowd = new Crowd(readers, messages);
  try {
    await crowd.open(open, server.url);
    const over = new AbortController();
    const breaking = happening === 'broken lines' ? crowd.breakThem(over.signal) : undefined;
    const change = async (): Promise<void> => {
      await pause(happensAfterMs);
      if (happening === 'broken lines') return;
      crowd.listen();
      if (happening === 'reload') server.reload?.();
      else await server.restart();
    };
    const changing = change();
    for (let n = 1; n <= messages; n += 1) {
      const next = pause(everyMs);
      crowd.sentMs[n] = performance.now();
      await publish(server, n);
      await next;
    }
    await changing;
    over.abort();
    await breaking;
    await pause(settleMs);
    return { subject: name, happening, readers, messages, ...crowd.result };
  } finally {
    crowd.close();
    await server.stop();
  }
}

/** Until it is taken: a server that is started anew refuses for a moment. */
async function publish(server: LineServer, n: number): Promise<void> {
  for (;;) {
    const isTaken = await server.publish(n).catch(() => false);
    if (isTaken) return;
    await pause(50);
  }
}
