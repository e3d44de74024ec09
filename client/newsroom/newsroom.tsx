import type { Send } from './api/send.ts';
import { ApiContext } from './contexts.ts';
import { Modal } from './modal.tsx';
import { ProblemNote } from './problem-note.tsx';
import { SignIn } from './sign-in.tsx';
import { useSession } from './use-session.ts';
import { Workplace } from './workplace.tsx';

interface Props {
  readonly send: Send;
  /** What a one-time sign-in link brought. */
  readonly code: string | undefined;
}

/** The newsroom's application: nobody gets past the door, and nothing typed is lost when it closes. */
export function Newsroom({ send, code }: Props) {
  const session = useSession(send, code);
  const { state, api } = session;
  switch (state.kind) {
    case 'checking':
      return (
        <p class="nr-alone" role="status">
          Opening the newsroom…
        </p>
      );
    case 'unreachable':
      return (
        <main class="nr-alone">
          <h1>Dateline newsroom</h1>
          <ProblemNote problem={state.problem} onRetry={() => void session.check()} />
        </main>
      );
    case 'signed-out':
      return (
        <main class="nr-alone">
          <h1>
            Dateline <span>newsroom</span>
          </h1>
          <SignIn signIn={session.signIn} problem={state.problem} />
        </main>
      );
    case 'signed-in':
    case 'expired':
      return (
        <ApiContext.Provider value={api}>
          <Workplace person={state.person} onSignOut={session.signOut} />
          {state.kind === 'expired' && (
            <Modal title="Sign in again">
              <p>Your session is over. What you typed is still here.</p>
              <SignIn signIn={session.signIn} />
            </Modal>
          )}
        </ApiContext.Provider>
      );
  }
}
