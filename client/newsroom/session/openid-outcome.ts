import { Problem } from '../api/problem.ts';

/** Why the server led back from the OpenID provider without a sign-in or a link (PROTOCOL.md §4), by its code. */
const words: Readonly<Record<string, readonly [title: string, detail: string]>> = {
  provider_unreachable: [
    'The sign-in service cannot be reached',
    'Try again in a moment, or sign in by name and password.',
  ],
  provider_refused: [
    'The sign-in service did not vouch for you',
    'You said no there, or its answer does not hold. Try again, or sign in by name and password.',
  ],
  openid_over: [
    'This sign-in is over',
    'It was begun elsewhere, ended already, or took too long. Try again.',
  ],
  not_linked: [
    'Nobody here is linked to you there',
    'Sign in by name and password, and link your account in the settings.',
  ],
  identity_taken: [
    'There is a link already',
    'You are linked already, or somebody else here is linked to the account you used there.',
  ],
  too_many_requests: ['Too many attempts', 'Wait a minute, then try again.'],
};

const mark = '#openid=';

/** Takes the outcome out of the address of this page. Null where there is none. */
export function takeOpenidProblem(): Problem | null {
  if (!location.hash.startsWith(mark)) return null;
  const code = location.hash.slice(mark.length);
  history.replaceState(history.state, '', location.pathname + location.search);
  const [title, detail] = words[code] ?? ['Not signed in', 'Something went wrong. Try again.'];
  return new Problem('refused', title, detail);
}
