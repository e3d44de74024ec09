import type { Undo } from '../bus/bus.ts';

/** Runs a task about this often, one run after the other, and not in step with other instances. It must not reject. */
export function againAndAgain(task: () => Promise<void>, everyMs: number): Undo {
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  const schedule = () => {
    timer = setTimeout(() => void run(), everyMs * (0.8 + 0.4 * Math.random()));
  };
  const run = async () => {
    await task();
    if (!isOver) schedule();
  };
  schedule();
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}
