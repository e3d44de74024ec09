import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { reasonOf } from '../send/unanswered.ts';
import { failureOf } from './http-outcome.ts';
import type { Kind } from './kind.ts';
import type { TopicDocuments } from './topic-documents.ts';

/**
 * A subscriber of the hub (WebSub, https://www.w3.org/TR/websub/): a ping is the whole document that it follows, as it is in that
 * moment. It contains every change that waited, so that these are one ping. It is added by its own request alone, not by a call.
 */
export function websubKind(documents: TopicDocuments): Kind {
  return {
    tellsState: true,
    target: () => z.never(),
    secret: z.never(),
    async send(_message, { feed, topic = '', target, secrets: [secret = ''] }, { client }, signal) {
      const document = await documents.document(feed, topic);
      if (document === undefined) return { kind: 'never', reason: 'no such document' };
      const { type, body, links, position } = document;
      const headers = {
        'content-type': type,
        'user-agent': 'Dateline',
        link: links,
        ...(secret !== '' && { 'x-hub-signature': signatureOf(secret, body) }),
      };
      try {
        const reply = await client.send({ method: 'POST', url: target, headers, body, signal });
        // Every answer but 2xx and 410 is a failure, and a subscription lives until its lease ends (section 7).
        return failureOf(reply) ?? { kind: 'done', status: reply.status, upTo: position };
      } catch (error) {
        return { kind: 'again', reason: reasonOf(error) };
      }
    },
  };
}

/** SHA-256 is the least that the recommendation advises (section 8.3). */
function signatureOf(secret: string, body: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}
