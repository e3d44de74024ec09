import { createHash, randomUUID } from 'node:crypto';
import type { Given, Option } from './arguments.ts';
import { idempotencyKey, itemPathOf, json, pathOf, type Command, type Desk } from './command.ts';
import type { Item } from '../feed/item.ts';
import { Failure } from './failure.ts';

const fields = {
  headline: { type: 'string', help: 'the headline' },
  tag: { type: 'string', multiple: true, help: 'a tag; may be given several times' },
  byline: { type: 'string', multiple: true, help: 'who wrote it; may be given several times' },
  link: { type: 'string', help: 'the address of the full story' },
  breaking: { type: 'boolean', help: 'breaking news' },
  key: { type: 'boolean', help: 'a key event' },
} as const satisfies Readonly<Record<string, Option>>;

const note = { note: { type: 'string', help: 'what readers are told; required' } } as const;

const shared = { ...idempotencyKey, ...json };

interface Answered {
  readonly item?: {
    readonly id: string;
    readonly rev?: number;
    readonly state?: string;
    readonly until?: string;
  };
  readonly change?: { readonly seq: number };
}

const publish: Command = {
  does: 'publish an item; the text is Markdown, "-" takes it from stdin',
  words: ['feed', 'text?'],
  options: {
    ...fields,
    pin: { type: 'boolean', help: 'pin it on top of the feed' },
    ...shared,
  },
  async run(given, desk) {
    const key = keyOf(given);
    const body = await fieldsOf(given, desk);
    const path = `${pathOf(given)}/items`;
    const answer = await desk.server.write<Answered>({ method: 'POST', path, body, key });
    const { item, change } = answer;
    await report(given, desk, answer);
    if (!given.has('pin')) return;
    if (change === undefined) {
      throw new Failure('refused', `It is held until ${item?.until}, and was not pinned.`, [
        'pin it when it is published',
      ]);
    }
    const pinKey = createHash('sha256').update(`pin ${key}`).digest('hex');
    await desk.server.write({ method: 'PUT', path: `${path}/${item?.id}/pin`, key: pinKey });
  },
};

const correct: Command = {
  does: 'correct an item: what is given takes the place of what was',
  words: ['feed', 'item', 'text?'],
  options: { ...note, ...fields, ...shared },
  async run(given, desk) {
    const body = { kind: 'correct', ...noteOf(given), ...(await fieldsOf(given, desk)) };
    await reword(given, desk, body);
  },
};

const strike: Command = {
  does: 'withdraw an item: it stays readable, crossed out',
  words: ['feed', 'item'],
  options: { ...note, ...shared },
  run: (given, desk) => reword(given, desk, { kind: 'strike', ...noteOf(given) }),
};

const takedown: Command = {
  does: 'take an item down: its text is gone everywhere',
  words: ['feed', 'item'],
  options: { reason: { type: 'string', help: 'why; readers do not see it' }, ...shared },
  async run(given, desk) {
    const body = { reason: given.one('reason') ?? '' };
    const call = { method: 'DELETE', path: itemPathOf(given), body, key: keyOf(given) } as const;
    await report(given, desk, await desk.server.write<Answered>(call));
  },
};

const pin = pinning('PUT', 'pin an item on top of its feed');
const unpin = pinning('DELETE', 'pin it no more');

/** The commands that need a token with the right to publish. */
export const writeCommands = { publish, correct, strike, takedown, pin, unpin };

function pinning(method: 'PUT' | 'DELETE', does: string): Command {
  return {
    does,
    words: ['feed', 'item'],
    options: shared,
    async run(given, desk) {
      const call = { method, path: `${itemPathOf(given)}/pin`, key: keyOf(given) } as const;
      await report(given, desk, await desk.server.write<Answered>(call));
    },
  };
}

/** Changes the newest revision; one that moves on in between is refused by the server, and nothing is overwritten. */
async function reword(given: Given, desk: Desk, body: object): Promise<void> {
  const path = itemPathOf(given);
  const { rev } = await desk.server.read<Item>(path);
  const call = { method: 'PATCH', path, body, key: keyOf(given), rev } as const;
  await report(given, desk, await desk.server.write<Answered>(call));
}

async function fieldsOf(given: Given, desk: Desk): Promise<object> {
  const text = given.optionalWord('text');
  const body = text === '-' ? await desk.typed() : text;
  const values = {
    headline: given.one('headline'),
    body,
    tags: given.all('tag'),
    bylines: given.all('byline'),
    link: given.one('link'),
    breaking: given.has('breaking') || undefined,
    key: given.has('key') || undefined,
  };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

function noteOf(given: Given): object {
  const text = given.one('note');
  return text === undefined ? {} : { note: text };
}

function keyOf(given: Given): string {
  return given.one('idempotency-key') ?? randomUUID();
}

/** The item's id, which the next command needs; a held post is told apart on stderr. */
async function report(given: Given, desk: Desk, answer: Answered): Promise<void> {
  await desk.say(given.has('json') ? JSON.stringify(answer) : (answer.item?.id ?? ''));
  const { until } = answer.item ?? {};
  if (until !== undefined) desk.note(`Held until ${until}; readers get it then.`);
}
