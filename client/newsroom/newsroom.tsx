import { useCallback, useEffect, useMemo, useRef } from 'preact/hooks';
import type { Person } from './api/answers.ts';
import type { Send } from './api/send.ts';
import { ApiContext } from './parts/contexts.ts';
import { KeeperContext } from './kept/use-keeper.ts';
import { Keeper, keptOf } from './kept/keeper.ts';
import { Mirror } from './kept/mirror.ts';
import { onSignedOutElsewhere } from './kept/sign-out-word.ts';
import { Modal } from './parts/modal.tsx';
import { ProblemNote } from './parts/problem-note.tsx';
import { LoadedPlace } from './places/loaded-place.tsx';
import type { LinkCode } from './session/link-code.ts';
import { SignIn } from './session/sign-in.tsx';
import { useSession, type Session } from './session/use-session.ts';
import { Workplace } from './workplace.tsx';

const loadInvitation = async () =>
  (await import('./session/accept-invitation.tsx')).AcceptInvitation;
const loadFirstAccount = async () => (await import('./session/first-account.tsx')).FirstAccount;

interface Props {
  readonly send: Send;
  /** The code of the link that opened this page. */
  readonly link: LinkCode | undefined;
  /** The name of this tab, which no other open tab has. */
  readonly tab: string;
}

/**
 * The newsroom's application: the sign-in form, or the workplace. When a session ends, typed text stays in the page.
 */
export function Newsroom({ send, link, tab }: Props) {
  // What was typed a moment ago is on the device before any call: the page may die before the answer.
  const keepTyped = useRef<() => void>(() => undefined);
  const keepAndSend = useCallback<Send>(
    (call) => {
      if (call.method !== 'GET') keepTyped.current();
      return send(call);
    },
    [send],
  );
  const session = useSession(keepAndSend, link);
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
          <SignIn session={session} problem={state.problem} />
        </main>
      );
    case 'invited':
      return (
        <main class="nr-alone">
          <h1>
            Dateline <span>newsroom</span>
          </h1>
          <LoadedPlace
            isPart
            load={loadInvitation}
            draw={(AcceptInvitation) => (
              <AcceptInvitation
                accept={(name, password) => session.accept(state.code, name, password)}
              />
            )}
          />
        </main>
      );
    case 'first': {
      const { code } = state;
      return (
        <main class="nr-alone">
          <h1>
            Dateline <span>newsroom</span>
          </h1>
          <LoadedPlace
            isPart
            load={loadFirstAccount}
            draw={(FirstAccount) => (
              <FirstAccount
                accept={(name, password) => session.accept(code, name, password)}
                signIn={() => session.signIn({ code })}
              />
            )}
          />
        </main>
      );
    }
    case 'signed-in':
    case 'expired':
      return (
        <ApiContext.Provider value={api}>
          {/* Another person may sign in when a session has ended: the key makes a new page for each person. */}
          <Workplaces
            key={state.person.id}
            person={state.person}
            tab={tab}
            session={session}
            send={send}
            keepTyped={keepTyped}
          />
          {state.kind === 'expired' && (
            <Modal title="Sign in again">
              <p>Your session is over. What you typed is still here.</p>
              <SignIn session={session} />
            </Modal>
          )}
        </ApiContext.Provider>
      );
  }
}

interface WorkplacesProps {
  readonly person: Person;
  readonly tab: string;
  readonly session: Session;
  readonly send: Send;
  readonly keepTyped: { current: () => void };
}

/** A person's workplace, with the keeper of that person's unsent texts. */
function Workplaces({ person, tab, session, send, keepTyped }: WorkplacesProps) {
  const { id, hasAccount } = person;
  const keeper = useMemo(() => {
    const mirror = hasAccount ? new Mirror(id, send, (name) => keptOf(id, name)) : undefined;
    return new Keeper(id, tab, mirror);
  }, [id, hasAccount, tab, send]);
  keepTyped.current = () => keeper.flush();
  useEffect(() => {
    const leave = (): void => {
      keeper.flush();
      keeper.mirror?.leave();
    };
    void keeper.mirrorRest();
    addEventListener('pagehide', leave);
    return () => {
      removeEventListener('pagehide', leave);
      keeper.mirror?.close();
    };
  }, [keeper]);
  const { leave } = session;
  useEffect(
    () =>
      onSignedOutElsewhere((isCleared) => {
        if (isCleared) keeper.clear();
        leave();
      }),
    [keeper, leave],
  );
  return (
    <KeeperContext.Provider value={keeper}>
      <Workplace person={person} onSignedOut={leave} />
    </KeeperContext.Provider>
  );
}
