import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { problemToShow, type Problem } from '../api/problem.ts';

export interface Answer<T> {
  /** Null until it is there. */
  readonly answer: T | null;
  readonly problem: Problem | null;
  readonly reload: () => Promise<void>;
}

/** What the server answers to a question, asked at once and again on request. `ask` must stay the same function. */
export function useAnswer<T>(ask: () => Promise<T>): Answer<T> {
  const [answer, setAnswer] = useState<T | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const asked = useRef(0);

  const reload = useCallback(async () => {
    asked.current += 1;
    const mine = asked.current;
    try {
      const found = await ask();
      // An answer that comes after a later one is old.
      if (mine !== asked.current) return;
      setAnswer(() => found);
      setProblem(null);
    } catch (thrown) {
      if (mine === asked.current) setProblem(problemToShow(thrown));
    }
  }, [ask]);
  useEffect(() => void reload(), [reload]);
  return { answer, problem, reload };
}
