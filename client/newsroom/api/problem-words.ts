interface Words {
  readonly title: string;
  readonly detail: string;
}

/**
 * The text that an editor sees for a refusal, because the server's text is written for programmers. Undefined where
 * the server's text suits both.
 */
export function plainWords(code: string): Words | undefined {
  switch (code) {
    case 'not_signed_in':
      return {
        title: 'You were signed out',
        detail: 'Nothing was changed, and your text is kept. Sign in, then try again.',
      };
    case 'not_allowed':
      return { title: 'You may not do that', detail: 'Nothing was changed.' };
    case 'taken_down':
      return {
        title: 'This item was removed meanwhile',
        detail:
          'It cannot be changed any more. What you typed stays here until you close the form.',
      };
    case 'stale_revision':
      return {
        title: 'Somebody changed this meanwhile',
        detail: 'Nothing was changed. Look at it as it is now, then decide again.',
      };
    case 'unknown_item':
      return {
        title: 'This is not there any more',
        detail: 'Somebody published or discarded it meanwhile.',
      };
    case 'already_published':
      return { title: 'This was published meanwhile', detail: 'It is no draft any more.' };
    case 'wrong_state':
      return {
        title: 'Somebody else was faster',
        detail:
          'This draft was submitted, returned, scheduled or held meanwhile: look at it again.',
      };
    case 'in_use':
      return {
        title: 'Something shows this picture',
        detail: 'Nothing was erased. Where it is shown is said here.',
      };
    case 'unavailable':
      return {
        title: 'The server cannot save anything now',
        detail: 'Your text is kept on this device. Try again in a moment.',
      };
    case 'unexpected':
      return {
        title: 'Something went wrong on the server',
        detail: 'Your text is kept on this device. Try again.',
      };
    default:
      return undefined;
  }
}

/** True when the same call may succeed if it is repeated. */
export function mayHelpToRetry(code: string): boolean {
  return [
    'unreachable',
    'unreadable',
    'unavailable',
    'unexpected',
    'too_many_requests',
    'not_signed_in',
    'stale_revision',
    'key_reused',
  ].includes(code);
}
