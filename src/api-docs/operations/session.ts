import { keptTextInput } from '../../admin/input/kept-text-input.ts';
import { addPasskeyInput, noInput } from '../../admin/input/passkey-input.ts';
import {
  againInput,
  againPerhapsWithCodeInput,
  againWithCodeInput,
  codeInput,
  passwordInput,
  signInInput,
} from '../../admin/input/sign-in-input.ts';
import { principal } from '../answers/newsroom.ts';
import {
  kept,
  lead,
  linked,
  madePasskey,
  newSecret,
  passkeys,
  provider,
  recoveryCodes,
  secondFactor,
  sessions,
  webAuthn,
} from '../answers/session.ts';
import { room } from '../operation.ts';

const session = room('Signing in', '/api/v1/session');
const own = room('Signing in', '/api/v1');

/** A person shows again who that is. */
const proofs = ['wrong_password', 'not_allowed', 'too_many_requests'] as const;
const withCodes = [...proofs, 'wrong_code', 'code_required'] as const;

/** What people do with their own sessions, and what is kept for them. */
export const sessionOperations = [
  session('POST', 'everybody', {
    does: 'Sign in: sets the session cookie',
    more: 'By name and password, with a `code` where there is a second factor; by `ADMIN_TOKEN`; by the code of a link; or by a passkey.',
    body: signInInput,
    example: { name: 'Olena', password: 'four words that nobody guesses' },
    answers: { 200: principal },
    refuses: [
      'not_signed_in',
      'code_required',
      'wrong_code',
      'no_passkeys_here',
      'too_many_requests',
    ],
  }),
  session('GET', 'own session', { does: 'Who is signed in', answers: { 200: principal } }),
  session('DELETE', 'everybody', { does: 'Sign out', answers: { 204: null } }),
  session('PUT /password', 'own session', {
    does: 'Another password: all other sessions end',
    body: passwordInput,
    answers: { 204: null },
    refuses: proofs,
  }),
  own('GET /sessions', 'own session', { does: 'One’s own sessions', answers: { 200: sessions } }),
  own('DELETE /sessions', 'own session', {
    does: 'End all sessions but the one that asks',
    answers: { 204: null },
  }),
  own('DELETE /sessions/{id}', 'own session', {
    does: 'End a session',
    answers: { 204: null },
    refuses: ['not_found'],
  }),
  session('GET /second-factor', 'own session', {
    does: 'Whether one has a second factor',
    answers: { 200: secondFactor },
  }),
  session('POST /second-factor', 'own session', {
    does: 'Begin a second factor',
    more: 'The secret is answered this once, for an app that makes one-time codes (RFC 6238).',
    body: againInput,
    answers: { 201: newSecret },
    refuses: [...proofs, 'second_factor_on'],
  }),
  session('PUT /second-factor', 'own session', {
    does: 'Turn the second factor on, by its first code',
    body: codeInput,
    answers: { 200: recoveryCodes },
    refuses: [...withCodes, 'second_factor_on', 'not_found'],
  }),
  session('DELETE /second-factor', 'own session', {
    does: 'Remove the second factor',
    body: againWithCodeInput,
    answers: { 204: null },
    refuses: withCodes,
  }),
  session('POST /second-factor/recovery-codes', 'own session', {
    does: 'Other recovery codes',
    body: againWithCodeInput,
    answers: { 201: recoveryCodes },
    refuses: withCodes,
  }),
  session('POST /challenge', 'everybody', {
    does: 'What a passkey is to sign',
    body: noInput,
    bodyIsOptional: true,
    answers: { 200: webAuthn },
    refuses: ['no_passkeys_here', 'too_many_requests'],
  }),
  session('GET /passkeys', 'own session', {
    does: 'One’s own passkeys',
    answers: { 200: passkeys },
  }),
  session('POST /passkeys/challenge', 'own session', {
    does: 'What a new passkey is made with',
    body: againInput,
    answers: { 200: webAuthn },
    refuses: [...proofs, 'no_passkeys_here', 'too_many_passkeys'],
  }),
  session('POST /passkeys', 'own session', {
    does: 'Add the passkey that was made',
    body: addPasskeyInput,
    answers: { 201: madePasskey },
    refuses: ['not_allowed', 'no_passkeys_here', 'passkey_taken', 'too_many_passkeys', 'not_found'],
  }),
  session('DELETE /passkeys/{id}', 'own session', {
    does: 'Remove a passkey',
    answers: { 204: null },
    refuses: ['not_found', 'not_allowed'],
  }),
  session('GET /openid', 'everybody', {
    does: 'What the OpenID provider is called, where there is one',
    answers: { 200: provider },
  }),
  session('POST /openid', 'everybody', {
    does: 'Where a browser goes to sign in at the OpenID provider',
    body: noInput,
    bodyIsOptional: true,
    answers: { 200: lead },
    refuses: ['not_found', 'provider_unreachable', 'too_many_requests'],
  }),
  session('GET /openid/callback', 'everybody', {
    does: 'Where the provider leads a browser back to',
    answers: { 303: 'text/plain' },
  }),
  session('GET /openid/link', 'own session', {
    does: 'Whether one is linked to the provider',
    answers: { 200: linked },
  }),
  session('POST /openid/link', 'own session', {
    does: 'Link oneself to the provider',
    body: againPerhapsWithCodeInput,
    answers: { 200: lead },
    refuses: [...withCodes, 'not_found', 'provider_unreachable', 'identity_taken'],
  }),
  session('DELETE /openid/link', 'own session', {
    does: 'Unlink oneself',
    body: againInput,
    answers: { 204: null },
    refuses: [...proofs, 'not_found'],
  }),
  own('GET /kept', 'own session', {
    does: 'One’s own unsent texts',
    answers: { 200: kept },
  }),
  own('PUT /kept/{name}', 'own session', {
    does: 'Keep an unsent text',
    body: keptTextInput,
    answers: { 204: null },
    refuses: ['not_allowed', 'too_many_texts', 'taken_down', 'words_erased'],
  }),
  own('DELETE /kept/{name}', 'own session', {
    does: 'Drop an unsent text',
    answers: { 204: null },
    refuses: ['not_allowed', 'invalid_input'],
  }),
];
