import { z } from 'zod';
import { hashOf, makeSecret } from '../../accounts/secret.ts';
import { faultsOfUrl } from '../send/faults-of-url.ts';
import type { Kind } from './kind.ts';

/**
 * Another Dateline that follows the feed. It comes for the changes itself, by the addresses that every reader has, and says with its
 * token who it is and how far it has got (`PUT …/following`). So nothing is told here: the row says who follows, and ends it.
 */
export const dateline: Kind = {
  target: ({ mayBePrivate }) =>
    z.string('must be the address of the newsroom that follows').superRefine((value, context) => {
      for (const message of faultsOfUrl(value, mayBePrivate)) context.addIssue(message);
    }),
  secret: z.string('must be text').regex(/^[\w-]{43,100}$/, 'is made here; leave it out'),
  makeSecret,
  keptSecret: hashOf,
  comes: true,
  async send() {
    return { kind: 'never', reason: 'comes by itself' };
  },
};
