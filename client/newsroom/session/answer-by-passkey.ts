import { Problem } from '../api/problem.ts';

/** Whether this browser has passkeys at this address. */
export function hasPasskeys(): boolean {
  return 'PublicKeyCredential' in globalThis;
}

/** The answer of the person's device to a challenge. What asks the device is loaded when it is needed. */
export async function answerByPasskey(challenge: () => Promise<unknown>): Promise<unknown> {
  const options = await challenge();
  const { askPasskey } = await load();
  try {
    return await askPasskey(options);
  } catch {
    // Browsers tell nobody whether there was no passkey, or the person said no.
    throw new Problem(
      'refused',
      'No passkey was used',
      'This device has none for this site, or you said no. Sign in by name and password, and add one in the settings.',
    );
  }
}

async function load() {
  try {
    return await import('./ask-passkey.ts');
  } catch {
    throw new Problem(
      'unreachable',
      'A part of this page did not come',
      'Check the connection, load the page again, and try again.',
    );
  }
}
