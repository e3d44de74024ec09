import type { ComponentChildren } from 'preact';
import { useCallback } from 'preact/hooks';
import { problemOf } from '../api/problem.ts';
import type { Send } from '../api/send.ts';
import { useApi, useSay } from '../parts/contexts.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useAction } from '../parts/use-action.ts';
import { useAnswer } from '../parts/use-answer.ts';

/** What is said of a way to readers. */
export interface OfferedWords {
  readonly label: string;
  readonly notSetUp: string;
  readonly turnOn: string;
  readonly turnOff: string;
  readonly isOn: string;
  readonly isOff: string;
}

interface Props<S> {
  readonly feed: string;
  readonly words: OfferedWords;
  readonly read: (call: Send, feed: string) => Promise<S>;
  readonly turn: (call: Send, feed: string, on: boolean) => Promise<void>;
  readonly numbersOf: (state: S) => string;
  /** What stands below. */
  readonly more?: (reload: () => void) => ComponentChildren;
}

/** A way to readers that a feed may offer: its switch, and how many take it. Nobody is shown by name. */
export function OfferedPart<S extends { readonly on: boolean }>(props: Props<S>) {
  const { feed, words, read, turn, numbersOf, more } = props;
  const { call } = useApi();
  const say = useSay();
  const action = useAction();
  const state = useAnswer(
    useCallback(async () => {
      try {
        return await read(call, feed);
      } catch (thrown) {
        if (problemOf(thrown).code === 'not_found') return 'not set up' as const;
        throw thrown;
      }
    }, [call, feed, read]),
  );
  const { answer } = state;
  if (answer === 'not set up') return <p class="nr-hint">{words.notSetUp}</p>;
  const reload = (): void => void state.reload();
  const set = (on: boolean): void =>
    void action.run(async () => {
      await turn(call, feed, on);
      say(on ? words.isOn : words.isOff);
      await state.reload();
    }, 'Not done');
  return (
    <section aria-label={words.label}>
      {state.problem !== null && <ProblemNote problem={state.problem} onRetry={reload} />}
      {action.problem !== null && <ProblemNote problem={action.problem} />}
      {answer !== null && (
        <>
          <p>{numbersOf(answer)}</p>
          <p class="nr-actions">
            <button type="button" disabled={action.busy} onClick={() => set(!answer.on)}>
              {answer.on ? words.turnOff : words.turnOn}
            </button>
            <button type="button" onClick={reload}>
              Count again
            </button>
          </p>
          {more?.(reload)}
        </>
      )}
    </section>
  );
}
