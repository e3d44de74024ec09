import { createHmac, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { reasonOf } from '../send/unanswered.ts';
import { faultsOfUrl } from '../send/faults-of-url.ts';
import { outcomeOf } from './http-outcome.ts';
import type { Kind } from './kind.ts';

const prefix = 'whsec_';

/**
 * A webhook after Standard Webhooks (https://www.standardwebhooks.com): each message is a POST of JSON, signed with every secret
 * that is good.
 */
export const webhook: Kind = {
  target: ({ mayBePrivate }) =>
    z.string('must be the URL of your receiver').superRefine((value, context) => {
      for (const message of faultsOfUrl(value, mayBePrivate)) context.addIssue(message);
    }),
  secret: z
    .string('must be text')
    .refine(
      isSecret,
      `must be ${prefix} and then 24 to 64 random bytes in base64; leave it out, and one is made`,
    ),
  makeSecret: () => prefix + randomBytes(32).toString('base64'),
  async send({ id, ...message }, { target, secrets }, { client }, signal) {
    const body = JSON.stringify(message);
    const timestamp = String(Math.floor(Date.now() / 1_000));
    const signed = `${id}.${timestamp}.${body}`;
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'Dateline',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': secrets.map((secret) => signature(secret, signed)).join(' '),
    };
    try {
      return outcomeOf(await client.send({ method: 'POST', url: target, headers, body, signal }));
    } catch (error) {
      return { kind: 'again', reason: reasonOf(error) };
    }
  },
};

function signature(secret: string, signed: string): string {
  const key = Buffer.from(secret.slice(prefix.length), 'base64');
  return `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
}

function isSecret(value: string): boolean {
  if (!value.startsWith(prefix)) return false;
  const text = value.slice(prefix.length);
  const bytes = Buffer.from(text, 'base64');
  return bytes.length >= 24 && bytes.length <= 64 && bytes.toString('base64') === text;
}
