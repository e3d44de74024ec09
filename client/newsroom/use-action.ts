import { useCallback, useRef, useState } from 'preact/hooks';
import { problemOf, type Problem } from './api/problem.ts';

/** One thing a person asks for at a time: whether it is under way, and what went wrong last. */
export interface Action {
  readonly busy: boolean;
  readonly problem: Problem | null;
  /** Does the work unless some is under way; true when it was done. */
  readonly run: (work: () => Promise<void>) => Promise<boolean>;
  readonly clear: () => void;
}

export function useAction(): Action {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const underWay = useRef(false);

  const run = useCallback(async (work: () => Promise<void>) => {
    if (underWay.current) return false;
    underWay.current = true;
    setBusy(true);
    setProblem(null);
    try {
      await work();
      return true;
    } catch (thrown) {
      setProblem(problemOf(thrown));
      return false;
    } finally {
      underWay.current = false;
      setBusy(false);
    }
  }, []);

  return { busy, problem, run, clear: useCallback(() => setProblem(null), []) };
}
