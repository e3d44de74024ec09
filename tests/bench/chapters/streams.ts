import { dateline, streaming } from '../dateline.ts';
import { centrifugoStreams } from '../named/centrifugo.ts';
import { mercure } from '../named/mercure.ts';
import { nchanStreams } from '../nchan.ts';
import { floor } from '../peers.ts';
import type { Subject } from '../subject.ts';
import { deliver, interleaved, type Delivery, type Log } from './delivery.ts';

/** The paths that readers on EventSource are measured on, beside the kernel alone and readers on sockets. */
const paths = ['uring', 'ffi', 'js'];

/** A delivery to readers on EventSource. `own`: the path of the readers on sockets beside them. */
export async function deliverEvents(
  own: string,
  crowds: readonly number[],
  { bytes, repetitions }: { readonly bytes: number; readonly repetitions: number },
  log: Log,
): Promise<readonly Delivery[]> {
  const ours = paths.map((path) => streaming(dateline(path)));
  const peers = [nchanStreams, centrifugoStreams, mercure];
  const subjects = [floor, dateline(own), ...ours, ...peers];
  const all: Delivery[] = [];
  for (const readers of crowds) {
    const plan = { readers, messages: 50, intervalMs: Math.max(100, readers / 40), bytes };
    const measure = (subject: Subject) => deliver(subject, plan);
    all.push(...(await interleaved(subjects, repetitions, measure, log)));
  }
  return all;
}
