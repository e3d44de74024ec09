import { useCallback, useState } from 'preact/hooks';
import { Problem } from './api/problem.ts';
import { useApi } from './contexts.ts';
import { embargoOf } from './fields/embargo.ts';
import {
  contentOf,
  emptyFields,
  isBlank,
  parseFields,
  type ItemFields,
} from './fields/item-fields.ts';
import { recall, useKept } from './kept-text.ts';
import { useAction } from './use-action.ts';
import type { Entry } from '../../src/feed/item.ts';

/** How a text leaves the composer. */
export type Intent = 'publish' | 'schedule' | 'draft';

export interface Composer {
  readonly fields: ItemFields;
  readonly change: (patch: Partial<ItemFields>) => void;
  readonly busy: boolean;
  readonly problem: Problem | null;
  /** Sends the text; it is cleared by the server's acknowledgement and by nothing else. Gives the item then. */
  readonly send: (intent: Intent) => Promise<Entry | undefined>;
}

/** The text being written for a feed: kept on the device with its idempotency key until it is acknowledged. */
export function useComposer(feed: string, zone: string): Composer {
  const api = useApi();
  const action = useAction();
  const name = `dateline:composer:${feed}`;
  const [text, setText] = useState(() => restore(name));
  useKept(name, isBlank(text.fields) ? undefined : text);

  const change = useCallback(
    (patch: Partial<ItemFields>) =>
      setText((now) => ({ ...now, fields: { ...now.fields, ...patch } })),
    [],
  );

  const send = async (intent: Intent): Promise<Entry | undefined> => {
    let landed: Entry | undefined;
    await action.run(async () => {
      const embargo = intent === 'schedule' ? embargoOf(text.fields.embargo, zone) : undefined;
      const content = {
        ...contentOf(text.fields),
        ...(embargo !== undefined && { embargo }),
        ...(intent === 'draft' && { draft: true }),
      };
      try {
        landed = await api.post(feed, content, text.key);
      } catch (thrown) {
        if (!(thrown instanceof Problem) || thrown.code !== 'key_reused') throw thrown;
        setText((now) => ({ ...now, key: newKey() }));
        throw earlierVersionLanded(thrown);
      }
      setText({ fields: emptyFields, key: newKey() });
    });
    return landed;
  };

  return { fields: text.fields, change, busy: action.busy, problem: action.problem, send };
}

function restore(name: string): { readonly fields: ItemFields; readonly key: string } {
  const kept = recall(name);
  const fields = kept?.['fields'];
  const key = kept?.['key'];
  if (typeof fields !== 'object' || fields === null || typeof key !== 'string') {
    return { fields: emptyFields, key: newKey() };
  }
  return { fields: parseFields({ ...fields }), key };
}

/** An answer was lost, the text was changed, and the same key came again: the first one is there. */
function earlierVersionLanded(problem: Problem): Problem {
  return new Problem(
    problem.code,
    'An earlier version of this text has arrived already',
    'Look for it in the feed or the drafts. Send this one again to have both.',
  );
}

/** `randomUUID` is missing where the page is served without TLS, as in a local network. */
function newKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
