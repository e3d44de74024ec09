import { mayHelpToRetry } from '../api/problem-words.ts';
import type { Problem } from '../api/problem.ts';
import { faultsElsewhere } from '../fields/faults.ts';

interface Props {
  readonly problem: Problem | null;
  /** Does the same again. */
  readonly onRetry?: () => void;
  /** Pointers whose faults stand at their own fields. */
  readonly shown?: readonly string[];
}

/** What went wrong, said at once and standing there until it is mended. */
export function ProblemNote({ problem, onRetry, shown }: Props) {
  if (problem === null) return <div role="alert" />;
  // The faults stand at their fields: the server's list of pointers says nothing more, and no retry helps.
  const isInput = problem.code === 'invalid_input' && problem.faults.length > 0;
  return (
    <div role="alert" class="nr-problem">
      <p>
        <strong>{problem.title}.</strong> {isInput ? 'Nothing was changed.' : problem.detail}
      </p>
      {faultsElsewhere(problem, shown).map(({ pointer, detail }) => (
        <p key={pointer + detail}>
          {pointer !== '' && <code>{pointer}</code>} {detail}
        </p>
      ))}
      {onRetry !== undefined && mayHelpToRetry(problem.code) && (
        <button type="button" onClick={onRetry}>
          Retry
        </button>
      )}
    </div>
  );
}
