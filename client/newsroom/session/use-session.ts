import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import { createApi, type Api, type Credential } from '../api/api.ts';
import type { Person } from '../api/answers.ts';
import { Problem, problemOf } from '../api/problem.ts';
import type { Send } from '../api/send.ts';
import { answerByPasskey } from './answer-by-passkey.ts';
import type { LinkCode } from './link-code.ts';

export type SessionState =
  | { readonly kind: 'checking' }
  | { readonly kind: 'unreachable'; readonly problem: Problem }
  | { readonly kind: 'signed-out'; readonly problem: Problem | null }
  | { readonly kind: 'invited'; readonly code: string }
  /** By the link that the server printed: it makes an admin's account, or signs in without one. */
  | { readonly kind: 'first'; readonly code: string }
  | { readonly kind: 'signed-in'; readonly person: Person }
  /** The session ended while the page was in use: the page stays, with the typed text in it. */
  | { readonly kind: 'expired'; readonly person: Person };

export interface Session {
  readonly state: SessionState;
  readonly api: Api;
  /** Throws a Problem when the token or code is not accepted. */
  readonly signIn: (credential: Credential) => Promise<void>;
  /** Throws a Problem when there is no passkey here, or it is not accepted. */
  readonly signInByPasskey: () => Promise<void>;
  /** Makes the person of an invitation. Throws a Problem when code, name or password are not accepted. */
  readonly accept: (code: string, name: string, password: string) => Promise<void>;
  /** To be called when the session was ended, in this tab or another. */
  readonly leave: () => void;
  readonly check: () => Promise<void>;
}

/** `link`: the code of the link by which this page was opened, if any. */
export function useSession(send: Send, link: LinkCode | undefined): Session {
  const [state, setState] = useState<SessionState>(
    link === undefined
      ? { kind: 'checking' }
      : { kind: link.kind === 'invitation' ? 'invited' : 'first', code: link.code },
  );

  const api = useMemo(
    () =>
      createApi(send, () =>
        setState((now) => (now.kind === 'signed-in' ? { ...now, kind: 'expired' } : now)),
      ),
    [send],
  );

  const signIn = useCallback(
    async (credential: Credential) => {
      const person = await api.signIn(credential);
      setState({ kind: 'signed-in', person });
    },
    [api],
  );

  const signInByPasskey = useCallback(
    async () => signIn({ passkey: await answerByPasskey(api.challenge) }),
    [api, signIn],
  );

  const accept = useCallback(
    async (code: string, name: string, password: string) => {
      const person = await api.accept(code, name, password);
      setState({ kind: 'signed-in', person });
    },
    [api],
  );

  const check = useCallback(async () => {
    try {
      setState({ kind: 'signed-in', person: await api.whoAmI() });
    } catch (thrown) {
      const problem = problemOf(thrown);
      const isOut = problem.code === 'not_signed_in';
      setState(isOut ? { kind: 'signed-out', problem: null } : { kind: 'unreachable', problem });
    }
  }, [api]);

  useEffect(() => {
    if (link === undefined) void check();
  }, [check, link]);

  const leave = useCallback(() => setState({ kind: 'signed-out', problem: null }), []);

  return { state, api, signIn, signInByPasskey, accept, leave, check };
}
