import { useCallback, useRef, useState } from 'preact/hooks';
import { problemOf, type Problem } from '../api/problem.ts';
import { useSay } from './contexts.ts';

/** The text of the status line when the work was refused. */
type NotDone = string | ((problem: Problem) => string);

/** Runs one piece of work at a time, and knows whether it is running and the latest problem. */
export interface Action {
  readonly busy: boolean;
  readonly problem: Problem | null;
  /**
   * Runs the work unless other work is running. Resolves to true when it was done. Otherwise the status line shows
   * `notDone`, because its earlier text would be read as the result of this work.
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
