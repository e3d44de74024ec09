import type { Problem } from '../api/problem.ts';
import { ProblemNote } from '../parts/problem-note.tsx';

interface Props {
  readonly upload: {
    /** The name of the file that is being sent. */
    readonly onItsWay: string | undefined;
    readonly problem: Problem | null;
    readonly retry: () => void;
  };
}

/** What becomes of a file that is added to a form. */
export function UploadNote({ upload }: Props) {
  return (
    <>
      {upload.onItsWay !== undefined && (
        <p class="nr-notice" role="status">
          {upload.onItsWay} is on its way…
        </p>
      )}
      <ProblemNote problem={upload.problem} onRetry={upload.retry} />
    </>
  );
}
