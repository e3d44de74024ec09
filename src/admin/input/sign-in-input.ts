import { z } from 'zod';
import { passkeyAnswer } from './passkey-input.ts';
import { line } from './text.ts';

const secret = z.string('must be text').min(1, 'must not be empty').max(500, 'is too long');

/** What signs in: ADMIN_TOKEN, the code of a link, or a name and a password, with a code of the second factor, or a passkey. */
export const signInInput = z.union(
  [
    z.strictObject({ token: secret }),
    z.strictObject({ code: secret }),
    z.strictObject({ name: secret, password: secret, code: secret.optional() }),
    z.strictObject({ passkey: passkeyAnswer }),
  ],
  {
    error:
      'must be {"token": …}, {"code": …}, {"name": …, "password": …, "code"?: …} or {"passkey": …}',
  },
);

export const passwordInput = z.strictObject({ current: secret, password: secret });

export const againInput = z.strictObject({ password: secret });
export const againPerhapsWithCodeInput = z.strictObject({
  password: secret,
  code: secret.optional(),
});
export const codeInput = z.strictObject({ code: secret });
export const againWithCodeInput = z.strictObject({ password: secret, code: secret });

/** What an invited person chooses. */
export const acceptInput = z.strictObject({
  name: line(60, 'must not be blank'),
  password: secret,
});
