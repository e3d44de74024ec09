import { useCallback, useRef, useState } from 'preact/hooks';
import { problemOf, type Problem } from '../api/problem.ts';
import { useSay } from './contexts.ts';

/** What the status line says of something that was refused. */
type NotDone = string | ((problem: Problem) => string);

/** One thing a person asks for at a time: whether it is under way, and what went wrong last. */
export interface Action {
  readonly busy: boolean;
  readonly problem: Problem | null;
  /**
   * Does the work unless some is under way; true when it was done. When it was not, the status line says
   * `notDone`: the last thing it said is not true of this.
   */
  readonly run: (work: () => Promise<void>, notDone?: NotDone) => Promise<boolean>;
  readonly clear: () => void;
}

export function useAction(): Action {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const underWay = useRef(false);
  const say = useSay();

  const run = useCallback(
    async (work: () => Promise<void>, notDone?: NotDone) => {
      if (underWay.current) return false;
      underWay.current = true;
      setBusy(true);
      setProblem(null);
      try {
        await work();
        return true;
      } catch (thrown) {
        const found = problemOf(thrown);
        setProblem(found);
        if (notDone !== undefined) say(typeof notDone === 'string' ? notDone : notDone(found));
        return false;
      } finally {
        underWay.current = false;
        setBusy(false);
      }
    },
    [say],
  );

  return { busy, problem, run, clear: useCallback(() => setProblem(null), []) };
}
