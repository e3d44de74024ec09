import { Problem } from '../api/problem.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useAction } from '../parts/use-action.ts';
import { AcceptInvitation, type AcceptWords } from './accept-invitation.tsx';

interface Props {
  readonly accept: (name: string, password: string) => Promise<void>;
  /** Signs in by the link alone. */
  readonly signIn: () => Promise<void>;
}

const over = 'This link is over';
const cure = 'It was used already, or is too old. Start the server anew: it prints another one.';
const words: AcceptWords = {
  intro:
    'This link makes an admin. Choose the name that your colleagues see, and a password: with them you come back, from any device.',
  button: 'Make my account',
  over,
  overDetail: cure,
};

/** What the link is for that the server printed: an admin's account, or one session without any. */
export function FirstAccount({ accept, signIn }: Props) {
  const action = useAction();
  return (
    <>
      <AcceptInvitation accept={accept} words={words} />
      <section class="nr-form nr-other-way" aria-labelledby="without-title">
        <h2 id="without-title">Or without an account</h2>
        <p>
          You are “admin” in this browser, for two weeks at most. Colleagues and the audit do not
          see that it is you, and to come back you need another link. An account can still be made
          later: invite yourself.
        </p>
        <ProblemNote problem={refused(action.problem)} />
        <p class="nr-actions">
          <button type="button" disabled={action.busy} onClick={() => void action.run(signIn)}>
            Go on as “admin”
          </button>
        </p>
      </section>
    </>
  );
}

/** "You were signed out" would be wrong for somebody who was never in. */
function refused(problem: Problem | null): Problem | null {
  return problem?.code === 'not_signed_in' ? new Problem('refused', over, cure) : problem;
}
