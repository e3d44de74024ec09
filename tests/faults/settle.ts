import type { Snapshot } from '../../src/feed/snapshot.ts';
import { until } from '../until.ts';
import type { Crowd } from './crowd.ts';
import type { Editor } from './editor.ts';

/** The state after a fault has ended. */
export interface Settled {
  readonly views: number;
  readonly healMs: number;
  /** Views that stayed wrong, promises broken on the way, and what the log lacks. */
  readonly faults: readonly string[];
}

/** Readers that can say where they stand. */
export interface Watched {
  report(truth?: Snapshot): {
    readonly readers: number;
    readonly live: number;
    readonly wrong: number;
    readonly broken: readonly string[];
  };
}

/** Waits for every view to be what the log says, `withinMs` at most; then asks the log for its own faults. */
export async function settle(crowd: Watched, editor: Editor, withinMs = 10_000): Promise<Settled> {
  const startedMs = Date.now();
  let truth = await editor.truth();
  const isRight = async () => {
    // The asked instance may be a moment behind: the answer with the highest seq counts.
    const said = await editor.truth();
    if (said.seq >= truth.seq) truth = said;
    const { wrong, live, readers } = crowd.report(truth);
    return wrong === 0 && live === readers;
  };
  await until(isRight, 'every view to be right', withinMs).catch(() => undefined);
  const healMs = Date.now() - startedMs;
  const { readers, wrong, broken } = crowd.report(truth);
  const stayed = wrong === 0 ? [] : [`${wrong} of ${readers} views are wrong`];
  return {
    views: readers,
    healMs,
    faults: [...stayed, ...broken, ...(await editor.faultsOfLog())],
  };
}

/** Waits until all readers of the crowd have joined. */
export async function gathered(crowd: Crowd, withinMs = 15_000): Promise<void> {
  const allJoined = () => {
    const { live, readers } = crowd.report();
    return live === readers;
  };
  await until(allJoined, 'the crowd to join', withinMs);
}
