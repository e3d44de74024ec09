import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { reasonOf } from '../send/unanswered.ts';
import { failureOf } from './http-outcome.ts';
import type { Kind } from './kind.ts';
import type { TopicDocuments } from './topic-documents.ts';

/** A cache between us and the hub may have the document of before for as long; what changes meanwhile is the same ping. */
const settleMs = 3_000;

/**
 * The public hub of the configuration: it is told that a feed's documents have changed, and fetches them. The server itself adds one
 * for each feed.
 */
export function publicHub(documents: TopicDocuments, waitMs = settleMs): Kind {
  return {
    tellsState: true,
    target: () => z.never(),
    secret: z.never(),
    async send(_message, { feed, target }, { client }, signal) {
      const form = new URLSearchParams({ 'hub.mode': 'publish' });
      // The recommendation leaves the names to the hub: most take `hub.url`, some `hub.topic`.
      for (const address of documents.addresses(feed)) {
        form.append('hub.url', address);
        form.append('hub.topic', address);
      }
      const headers = {
        'content-type': 'application/x-www-form-urlencoded',
        'user-agent': 'Dateline',
      };
      const body = form.toString();
      try {
        await pause(waitMs, undefined, { signal });
        const upTo = await documents.position(feed);
        // It became unlisted, and its follower is about to go.
        if (!(await documents.isPublic(feed))) {
          return { kind: 'done', ...(upTo !== undefined && { upTo }) };
        }
        const reply = await client.send({ method: 'POST', url: target, headers, body, signal });
        const failure = failureOf(reply);
        // The operator has configured it, and may mend it.
        if (failure !== undefined) return { ...failure, kind: 'again' };
        return { kind: 'done', status: reply.status, ...(upTo !== undefined && { upTo }) };
      } catch (error) {
        return { kind: 'again', reason: reasonOf(error) };
      }
    },
  };
}
