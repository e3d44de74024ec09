import { z } from 'zod';
import { line } from './text.ts';

/** Bytes as base64url; the largest answers of devices have some thousand of them. */
const bytes = z
  .string('must be text')
  .max(20_000, 'is too long')
  .regex(/^[\w-]*$/, 'must be base64url');
const id = bytes.min(1, 'must not be empty').max(1_400, 'is too long');

const credential = {
  id,
  rawId: id,
  type: z.literal('public-key', 'must be "public-key"'),
  // What browsers add is read by nobody here.
  clientExtensionResults: z.object({}, 'must be an object').default({}),
};

/** The answer of a browser that has made a passkey (RegistrationResponseJSON of WebAuthn). */
export const addPasskeyInput = z.strictObject({
  name: line(60, 'must not be blank'),
  response: z.object(
    {
      ...credential,
      response: z.object(
        {
          clientDataJSON: bytes,
          attestationObject: bytes,
          transports: z
            .array(z.enum(['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb']))
            .max(10)
            .catch([]),
        },
        'must be an object',
      ),
    },
    'must be the answer of the browser',
  ),
});

/** The answer of a browser that has signed by a passkey (AuthenticationResponseJSON of WebAuthn). */
export const passkeyAnswer = z.object(
  {
    ...credential,
    response: z.object(
      {
        clientDataJSON: bytes,
        authenticatorData: bytes,
        signature: bytes,
        userHandle: bytes.nullish().transform((given) => given ?? undefined),
      },
      'must be an object',
    ),
  },
  'must be the answer of the browser',
);

export const noInput = z.strictObject({});
