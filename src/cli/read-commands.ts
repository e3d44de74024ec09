import { bodyText } from '../feed/body.ts';
import { isTombstone, type Entry } from '../feed/item.ts';
import type { ItemsPage } from '../feed/messages.ts';
import { maxWaitSeconds, numberOf, type Given } from './arguments.ts';
import { json, pathOf, type Command } from './command.ts';
import { tail } from './tail.ts';

const list: Command = {
  does: 'the newest items of a feed, newest first: time, id, headline or text',
  words: ['feed'],
  options: { limit: { type: 'string', help: 'how many, 1 to 100 (20)' }, ...json },
  async run(given, desk) {
    const limit = numberOf(given, 'limit', 1, 100) ?? 20;
    const page = await desk.server.read<ItemsPage>(`${pathOf(given)}/items?limit=${limit}`);
    if (given.has('json')) return desk.say(JSON.stringify(page));
    for (const entry of page.items) await desk.say(lineOf(entry));
  },
};

const feeds: Command = {
  does: 'all feeds: slug, open or ended, title; needs a token',
  words: [],
  options: json,
  async run(given, desk) {
    const answer = await desk.server.readAsPerson<FeedList>('/api/v1/feeds');
    if (given.has('json')) return desk.say(JSON.stringify(answer));
    for (const { feed, info } of answer.feeds) {
      await desk.say(`${feed}\t${info.coverage}\t${info.title}`);
    }
  },
};

const status: Command = {
  does: 'whether the server is ready, and what it says of itself',
  words: [],
  options: {},
  async run(_given, desk) {
    await desk.say(JSON.stringify(await desk.server.read('/readyz')));
  },
};

const follow: Command = {
  does: 'follow a feed live until Ctrl+C, through restarts of the server, each change once',
  words: ['feed'],
  options: {
    from: {
      type: 'string',
      help: 'begin behind this position, {epoch}:{seq}:{tag}, instead of now',
    },
    json: { type: 'boolean', help: 'print each change as a line of JSON, its position in it' },
  },
  run: (given, desk) =>
    tail(
      { path: pathOf(given), from: given.one('from'), patienceMs: waitOf(given) },
      async (change) => {
        if (given.has('json')) return desk.say(JSON.stringify(change));
        const words = change.item === undefined ? (change.id ?? '') : lineOf(change.item);
        await desk.say(`${change.kind}\t${words}`);
      },
      desk,
    ),
};

interface FeedList {
  readonly feeds: readonly {
    readonly feed: string;
    readonly info: { readonly title: string; readonly coverage: string };
  }[];
}

/** The commands that change nothing. */
export const readCommands = { list, feeds, tail: follow, status };

/** A tail waits for ever where nothing else was asked. */
function waitOf(given: Given): number {
  return (numberOf(given, 'wait', 0, maxWaitSeconds) ?? Infinity) * 1_000;
}

function lineOf(entry: Entry): string {
  if (isTombstone(entry)) return `${entry.postedAt}\t${entry.id}\t(removed)`;
  return `${entry.postedAt}\t${entry.id}\t${entry.headline ?? bodyText(entry.body)}`;
}
