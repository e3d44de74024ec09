import { z } from 'zod';
import { readOptions } from '../../feed/embed/embed-options.ts';
import { faultsOfUrl } from '../../followers/send/faults-of-url.ts';
import { isPublicKey } from '../send/encrypt.ts';

/** Whether browsers may ask to be told. */
export const pushSwitchInput = z.strictObject({ on: z.boolean('must be true or false') });

const endpoint = (mayBePrivate: boolean) =>
  z.string('must be the endpoint of a push subscription').superRefine((value, context) => {
    for (const message of faultsOfUrl(value, mayBePrivate)) context.addIssue(message);
  });

const publicKey = z
  .string('must be the public key of the browser')
  .refine(isPublicKey, 'must be a point of P-256, uncompressed, in base64url');

const secret = z
  .string('must be the secret of the browser')
  .refine(
    (text) => /^[\w-]{22}={0,2}$/.test(text) && Buffer.from(text, 'base64url').length === 16,
    'must be 16 bytes in base64url',
  );

/** A push subscription as browsers write it (W3C Push API, `toJSON`); what else they write is not kept. */
const subscription = (mayBePrivate: boolean) =>
  z.looseObject(
    {
      endpoint: endpoint(mayBePrivate),
      keys: z.looseObject(
        { p256dh: publicKey, auth: secret },
        'must be an object with p256dh and auth',
      ),
      /** Not of `toJSON`: what the subscription was made with. */
      applicationServerKey: z
        .string('must be the public key of this server')
        .refine(isPublicKey, 'must be the public key of this server, in base64url')
        .optional(),
    },
    'must be a push subscription, as the browser writes it in JSON',
  );

const filter = z
  .string('must be text')
  .max(200, 'must be at most 200 characters')
  .refine(
    (value) =>
      (value === 'breaking' || value.startsWith('tag:')) &&
      readOptions({ filter: value }).filter === value,
    'must be breaking or tag:x',
  );

/** What a browser asks to be told of a feed. */
export const subscribeInput = (mayBePrivate: boolean) =>
  z.strictObject({
    subscription: subscription(mayBePrivate),
    filters: z
      .array(filter, 'must be a list like ["breaking", "tag:x"]')
      .min(1, 'must name one or more; to be told nothing more, delete the subscription')
      .max(20, 'must be at most 20'),
  });

/** Which browser wants nothing more. */
export const unsubscribeInput = z.strictObject({
  endpoint: z
    .string('must be the endpoint of a push subscription')
    .max(2_000, 'must have at most 2,000 characters'),
});

/** By which address a browser is reached from now on. */
export const renewalInput = (mayBePrivate: boolean) =>
  z.strictObject({
    endpoint: unsubscribeInput.shape.endpoint,
    subscription: subscription(mayBePrivate),
  });
