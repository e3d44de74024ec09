import { dateline, streaming } from '../dateline.ts';
import { floor } from '../peers.ts';
import type { Subject } from '../subject.ts';
import { deliver, interleaved, type Delivery } from './delivery.ts';

/** The paths that readers on EventSource are measured on, beside the kernel alone and readers on sockets. */
const paths = ['uring', 'ffi', 'js'];

/** A delivery to readers on EventSource. `own`: the path of the readers on sockets beside them. */
export async function deliverEvents(
  own: string,
  crowds: readonly number[],
  { bytes, repetitions }: { readonly bytes: number; readonly repetitions: number },
  say: (text: string) => void,
): Promise<readonly Delivery[]> {
  const subjects = [floor, dateline(own), ...paths.map((path) => streaming(dateline(path)))];
  const all: Delivery[] = [];
  for (const readers of crowds) {
    const plan = { readers, messages: 50, intervalMs: Math.max(100, readers / 40), bytes };
    const measure = (subject: Subject) => deliver(subject, plan);
    all.push(...(await interleaved(subjects, repetitions, measure, say)));
  }
  return all;
}
