import { mayHelpToRetry } from '../api/problem-words.ts';
import type { Problem } from '../api/problem.ts';
import { faultsElsewhere } from '../fields/faults.ts';

interface Props {
  readonly problem: Problem | null;
  /** Repeats the failed act. */
  readonly onRetry?: () => void;
  /** JSON pointers whose faults are shown at their fields. */
  readonly shown?: readonly string[];
}

/** Shows a problem, announced at once by screen readers, until the problem is cleared. */
export function ProblemNote({ problem, onRetry, shown }: Props) {
  if (problem === null) return <div role="alert" />;
  // The faults are shown at their fields, so the server's detail adds nothing, and a retry cannot help.
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
