import {
  pushSwitchInput,
  renewalInput,
  subscribeInput,
  unsubscribeInput,
} from '../../push/api/push-input.ts';
import { pushOfFeed } from '../answers/outside.ts';
import { room } from '../operation.ts';

const newsroom = room('Push', '/api/v1');
const site = room('Push', '');

/** Of RFC 8291. */
const subscription = {
  endpoint: 'https://push.example.net/push/JzLQ3raZJfFBR0aqvOMsLrt54w4rJUsV',
  keys: {
    p256dh:
      'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
    auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  },
};

/** News for browsers: there where the operator has set `PUSH_KEY`. */
export const pushOperations = [
  newsroom('GET /feeds/{feed}/push', ['manage followers'], {
    does: 'Whether browsers may ask to be told, and how many have',
    more: 'These calls are there where the operator has set `PUSH_KEY`.',
    answers: { 200: pushOfFeed },
    refuses: ['not_found'],
  }),
  newsroom('PUT /feeds/{feed}/push', ['manage followers'], {
    does: 'Let browsers ask to be told, or nobody',
    body: pushSwitchInput,
    example: { on: true },
    answers: { 200: pushOfFeed },
    refuses: ['not_found'],
  }),
  newsroom('PUT /feeds/{feed}/push/subscription', 'readers', {
    does: 'Have a browser told what passes these filters, and nothing else of the feed',
    more: 'The subscription is what `PushSubscription.toJSON()` gives, made with the `data-key` of the feed’s page; `applicationServerKey` says which key that was.',
    body: subscribeInput(false),
    example: { subscription, filters: ['breaking', 'tag:port'] },
    answers: { 204: null },
    refuses: ['not_found'],
  }),
  newsroom('DELETE /feeds/{feed}/push/subscription', 'readers', {
    does: 'Have a browser told nothing more of the feed',
    more: 'The answer is the same for each endpoint, known or not.',
    body: unsubscribeInput,
    example: { endpoint: subscription.endpoint },
    answers: { 204: null },
    refuses: ['not_found'],
  }),
  newsroom('PUT /push/renewals', 'readers', {
    does: 'Tell by which address a browser is reached from now on',
    more: 'The answer is the same for each endpoint, known or not.',
    body: renewalInput(false),
    example: { endpoint: 'https://push.example.net/push/old', subscription },
    answers: { 204: null },
    refuses: ['not_found'],
  }),
  site('GET /push-worker.js', 'readers', {
    does: 'What a browser runs when a message comes (a service worker)',
    answers: { 200: 'text/javascript' },
    refuses: ['not_found'],
  }),
];
