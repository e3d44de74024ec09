import { hookInput } from '../../admin/inbound/hook-input.ts';
import { invitationInput, personInput, tokenInput } from '../../admin/input/people-input.ts';
import { acceptInput } from '../../admin/input/sign-in-input.ts';
import {
  audit,
  hooks,
  invitations,
  madeHook,
  madeInvitation,
  madeToken,
  people,
  person,
  principal,
  tokens,
} from '../answers/newsroom.ts';
import { room } from '../operation.ts';

const house = room('People and programs', '/api/v1');

const text = { type: 'string' };
const time = { type: 'string', format: 'date-time' };

/** People, what lets programs and chats in, and who did what. */
export const peopleOperations = [
  house('GET /people', ['manage people'], { does: 'Everybody', answers: { 200: people } }),
  house('PATCH /people/{id}', ['manage people'], {
    does: 'Change a person',
    body: personInput,
    example: { role: 'editor', feeds: { storm: 'admin' } },
    answers: { 200: person },
    refuses: ['not_found', 'name_taken', 'last_admin'],
  }),
  house('DELETE /people/{id}', ['manage people'], {
    does: 'Remove a person, with all sessions',
    answers: { 204: null },
    refuses: ['not_found', 'last_admin'],
  }),
  house('POST /people/{id}/erase', ['manage people'], {
    does: 'Remove a person, and the name from all that tells who did what',
    more: 'Also of a person who was removed before. What was published stays, with its bylines. Nobody erases themselves: 403 `not_allowed`.',
    answers: { 204: null },
    refuses: ['not_found', 'last_admin'],
  }),
  house('DELETE /people/{id}/second-factor', ['manage people'], {
    does: 'Take the second factor off a person who has lost it',
    answers: { 204: null },
    refuses: ['not_found'],
  }),
  house('DELETE /people/{id}/passkeys', ['manage people'], {
    does: 'Take all passkeys off a person',
    answers: { 204: null },
    refuses: ['not_found'],
  }),
  house('GET /invitations', ['manage people'], {
    does: 'Invitations that are open',
    answers: { 200: invitations },
  }),
  house('POST /invitations', ['manage people'], {
    does: 'Invite somebody',
    more: 'The link is answered this once. It is good for a week and one person.',
    body: invitationInput,
    example: { role: 'reporter' },
    answers: { 201: madeInvitation },
  }),
  house('DELETE /invitations/{id}', ['manage people'], {
    does: 'Take an invitation back',
    answers: { 204: null },
    refuses: ['not_found'],
  }),
  house('POST /invitations/{code}', 'everybody', {
    does: 'Accept an invitation, and sign in',
    body: acceptInput,
    example: { name: 'Olena', password: 'four words that nobody guesses' },
    answers: { 201: principal },
    refuses: ['not_signed_in', 'not_found', 'name_taken', 'too_many_requests'],
  }),
  house('GET /tokens', ['manage people'], {
    does: 'The tokens of programs',
    answers: { 200: tokens },
  }),
  house('POST /tokens', ['manage people'], {
    does: 'Make a token for a program',
    more: 'Its `secret` is answered this once.',
    body: tokenInput,
    example: { name: 'Till', role: 'none', feeds: { storm: 'editor' } },
    answers: { 201: madeToken },
  }),
  house('DELETE /tokens/{id}', ['manage people'], {
    does: 'End a token',
    answers: { 204: null },
    refuses: ['not_found'],
  }),
  house('GET /hooks', ['manage people'], {
    does: 'The chats that write into feeds',
    answers: { 200: hooks },
  }),
  house('POST /hooks', ['manage people'], {
    does: 'Let a chat write into a feed',
    more: 'Its address, and for Telegram its `secret`, are answered this once.',
    body: hookInput,
    example: {
      kind: 'telegram',
      name: 'Harbour desk',
      feed: 'storm',
      role: 'reporter',
      chat: '-1001234567890',
    },
    answers: { 201: madeHook },
  }),
  house('DELETE /hooks/{id}', ['manage people'], {
    does: 'Shut a chat out',
    answers: { 204: null },
    refuses: ['not_found'],
  }),
  house('POST /inbound/{token}', 'everybody', {
    does: 'What a chat sends, signed',
    bodyType: 'application/json',
    answers: { 200: 'application/json' },
    refuses: ['not_signed_in', 'malformed', 'invalid_input', 'too_many_requests'],
  }),
  house('GET /audit', ['manage people'], {
    does: 'Who did what, newest first',
    query: {
      feed: ['In this feed.', text],
      person: ['By this person, by name.', text],
      action: ['This alone.', text],
      item: ['To this item.', text],
      from: ['At or after this time.', time],
      until: ['At or before this time.', time],
      before: ['The `next` of the same question.', text],
      limit: ['How many: 1 to 200; 50 without it.', { type: 'integer', minimum: 1, maximum: 200 }],
    },
    answers: { 200: audit },
    refuses: ['invalid_input'],
  }),
];
