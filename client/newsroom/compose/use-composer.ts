import { useCallback, useRef, useState } from 'preact/hooks';
import { isRecord, type Fields } from '../../../src/feed/shape.ts';
import type { Posted } from '../api/answers.ts';
import { Problem } from '../api/problem.ts';
import { sendToQueue } from '../api/queue-steps.ts';
import { useApi } from '../parts/contexts.ts';
import { useKeeper } from '../kept/use-keeper.ts';
import { fieldsFrom } from '../edit/edit-text.ts';
import { embargoOf } from '../fields/embargo.ts';
import { contentOf, emptyFields, isBlank, type ItemFields } from '../fields/item-fields.ts';
import { keptFor } from '../kept/keeper.ts';
import { freshId } from '../kept/tab.ts';
import { useKept } from '../kept/use-kept.ts';
import { useAction } from '../parts/use-action.ts';

/** What is to be done with the text in the composer. */
export type Intent = 'publish' | 'schedule' | 'draft' | 'submit';

export interface Composer {
  readonly fields: ItemFields;
  /** Another for each text. */
  readonly textId: string;
  readonly change: (patch: Partial<ItemFields>) => void;
  readonly busy: boolean;
  readonly problem: Problem | null;
  /** Sends the text, and clears it only when the server has acknowledged it. Resolves to the item then. */
  readonly send: (intent: Intent) => Promise<Posted | undefined>;
  /** Continues a kept text. The text in the composer is kept among the unsent ones. */
  readonly goOnWith: (kept: Fields) => void;
}

interface Text {
  readonly fields: ItemFields;
  /** The Idempotency-Key of this text: sent several times, it is published once. */
  readonly key: string;
}

/** The text being written for a feed: kept on the device with its idempotency key until it is acknowledged. */
export function useComposer(feed: string, zone: string): Composer {
  const api = useApi();
  const keeper = useKeeper();
  const action = useAction();
  const what = keptFor('composer', feed);
  const [text, setText] = useState(() => parseText(keeper.recall(what)));
  const latest = useRef(text);
  latest.current = text;
  useKept(what, isBlank(text.fields) ? undefined : { ...text });

  const change = useCallback(
    (patch: Partial<ItemFields>) =>
      setText((now) => ({ ...now, fields: { ...now.fields, ...patch } })),
    [],
  );

  const send = async (intent: Intent): Promise<Posted | undefined> => {
    let landed: Posted | undefined;
    await action.run(async () => {
      const embargo = intent === 'schedule' ? embargoOf(text.fields, zone) : undefined;
      const content = {
        ...contentOf(text.fields),
        ...(embargo !== undefined && { embargo }),
        ...((intent === 'draft' || intent === 'submit') && { draft: true }),
      };
      try {
        landed = await api.post(feed, content, text.key);
        if (intent === 'submit') await sendToQueue(api, feed, landed.entry.id, ['draft']);
      } catch (thrown) {
        if (!(thrown instanceof Problem) || thrown.code !== 'key_reused') throw thrown;
        setText((now) => ({ ...now, key: freshId() }));
        throw earlierVersionLanded(thrown);
      }
      setText({ fields: emptyFields, key: freshId() });
    }, notDone(intent));
    return landed;
  };

  const goOnWith = (kept: Fields): void => {
    const written = latest.current;
    if (!isBlank(written.fields)) keeper.layAside(what, { ...written });
    setText(parseText(kept));
  };

  const { busy, problem } = action;
  return { fields: text.fields, textId: text.key, change, busy, problem, send, goOnWith };
}

function parseText(kept: Fields | undefined): Text {
  const key = kept?.['key'];
  return {
    fields: isRecord(kept?.['fields']) ? fieldsFrom(kept['fields']) : emptyFields,
    key: typeof key === 'string' ? key : freshId(),
  };
}

function notDone(intent: Intent): string {
  switch (intent) {
    case 'publish':
      return 'Not published';
    case 'schedule':
      return 'Not scheduled';
    case 'draft':
      return 'Not saved';
    case 'submit':
      return 'Not sent to the queue';
  }
}

/** The problem when an answer was lost, the text was changed, and its key was sent again: the first text was stored. */
function earlierVersionLanded(problem: Problem): Problem {
  return new Problem(
    problem.code,
    'An earlier version of this text is there already',
    'It is in the feed or among the drafts: edit it there. This text is kept here; sent again, it becomes a second item.',
  );
}
