import { eraseInput, reportInput, switchInput } from '../../mail/api/mail-input.ts';
import { erased, mailOfFeed } from '../answers/outside.ts';
import { room } from '../operation.ts';

const newsroom = room('Mail', '/api/v1');
const forms = room('Mail', '');

const html = 'text/html';
const form = 'application/x-www-form-urlencoded';

/** Mail to readers: there where the operator has set `SMTP_URL`. */
export const mailOperations = [
  newsroom('GET /feeds/{feed}/mail', ['manage followers'], {
    does: 'Whether readers may subscribe by mail, and how many do',
    more: 'These calls are there where the operator has set `SMTP_URL`.',
    answers: { 200: mailOfFeed },
    refuses: ['not_found'],
  }),
  newsroom('PUT /feeds/{feed}/mail', ['manage followers'], {
    does: 'Let readers subscribe by mail, or nobody',
    body: switchInput,
    example: { on: true },
    answers: { 200: mailOfFeed },
    refuses: ['not_found'],
  }),
  newsroom('POST /subscribers/erase', ['manage people'], {
    does: 'Forget an address, whatever it gets',
    body: eraseInput,
    example: { address: 'reader@example.org' },
    answers: { 200: erased },
    refuses: ['not_found'],
  }),
  newsroom('POST /mail/reports/{token}', 'everybody', {
    does: 'Report a bounce or a complaint: the address gets nothing more',
    more: 'The token in the address is `MAIL_REPORTS_TOKEN`. The answer is the same for each address, known or not.',
    body: reportInput,
    example: { address: 'reader@example.org', kind: 'bounce' },
    answers: { 204: null },
    refuses: ['not_signed_in', 'not_found'],
  }),
  forms('GET /feeds/{feed}/subscribe', 'readers', {
    does: 'The form by which readers subscribe',
    answers: { 200: html },
    refuses: ['not_found'],
  }),
  forms('POST /feeds/{feed}/subscribe', 'readers', {
    does: 'Ask for mail: a link to confirm it is sent',
    bodyType: form,
    answers: { 200: html, 400: html },
    refuses: ['not_found', 'unsupported_type', 'too_large'],
  }),
  forms('GET /subscriptions/{token}', 'readers', {
    does: 'Where the link of a mail leads; it changes nothing',
    answers: { 200: html },
    refuses: ['not_found'],
  }),
  forms('POST /subscriptions/{token}', 'readers', {
    does: 'Confirm a subscription',
    answers: { 200: html },
    refuses: ['not_found'],
  }),
  forms('GET /subscriptions/{token}/unsubscribe', 'readers', {
    does: 'The page that ends a subscription',
    answers: { 200: html },
    refuses: ['not_found'],
  }),
  forms('POST /subscriptions/{token}/unsubscribe', 'readers', {
    does: 'End a subscription, by one click',
    bodyType: form,
    answers: { 200: html },
    refuses: ['not_found'],
  }),
  forms('POST /subscriptions/{token}/hour', 'readers', {
    does: 'Have a digest come at another hour',
    bodyType: form,
    answers: { 200: html, 422: html },
    refuses: ['not_found', 'unsupported_type', 'too_large'],
  }),
];
