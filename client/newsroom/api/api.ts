import type { Body } from '../../../src/feed/body.ts';
import type { Entry } from '../../../src/feed/item.ts';
import {
  isRecord,
  parseBody,
  parseDraft,
  parseDrafts,
  parseEntry,
  parseFeed,
  parseFeeds,
  parsePerson,
  parseSource,
  type DraftItem,
  type FeedRow,
  type Fields,
  type Person,
  type Source,
} from './parse.ts';
import { Problem } from './problem.ts';
import type { Call, Send } from './send.ts';

export type Credential = { readonly token: string } | { readonly code: string };

/** The newsroom's calls (PROTOCOL.md §4). Every one throws a Problem when it did not do what it says. */
export interface Api {
  readonly whoAmI: () => Promise<Person>;
  readonly signIn: (credential: Credential) => Promise<Person>;
  readonly signOut: () => Promise<void>;
  readonly feeds: () => Promise<readonly FeedRow[]>;
  readonly createFeed: (feed: Fields) => Promise<FeedRow>;
  readonly changeFeed: (feed: string, patch: Fields) => Promise<void>;
  /** The same key lands once, however often it is sent. */
  readonly post: (feed: string, content: Fields, key: string) => Promise<Entry>;
  readonly change: (feed: string, id: string, rev: number, patch: Fields) => Promise<Entry>;
  readonly takeDown: (feed: string, id: string, reason: string) => Promise<Entry>;
  readonly pin: (feed: string, id: string) => Promise<void>;
  readonly unpin: (feed: string, id: string) => Promise<void>;
  readonly item: (feed: string, id: string) => Promise<Entry>;
  readonly source: (feed: string, id: string) => Promise<Source>;
  readonly drafts: (feed: string) => Promise<readonly DraftItem[]>;
  readonly changeDraft: (
    feed: string,
    id: string,
    rev: number,
    patch: Fields,
  ) => Promise<DraftItem>;
  readonly discardDraft: (feed: string, id: string, rev: number) => Promise<void>;
  readonly preview: (markdown: string) => Promise<Body>;
}

/** `onSignedOut` hears of every call that was refused because the session is over. */
export function createApi(send: Send, onSignedOut: () => void): Api {
  const call = async (what: Call): Promise<unknown> => {
    try {
      return await send(what);
    } catch (thrown) {
      if (thrown instanceof Problem && thrown.code === 'not_signed_in') onSignedOut();
      throw thrown;
    }
  };
  return {
    whoAmI: async () => parsePerson(await send({ method: 'GET', path: '/session' })),
    signIn: async (credential) => {
      const answer = await send({ method: 'POST', path: '/session', body: credential });
      return isRecord(answer) && 'name' in answer
        ? parsePerson(answer)
        : parsePerson(await send({ method: 'GET', path: '/session' }));
    },
    signOut: async () => void (await send({ method: 'DELETE', path: '/session' })),
    feeds: async () => parseFeeds(await call({ method: 'GET', path: '/feeds' })),
    createFeed: async (feed) =>
      parseFeed(await call({ method: 'POST', path: '/feeds', body: feed })),
    changeFeed: async (feed, patch) =>
      void (await call({ method: 'PATCH', path: `/feeds/${feed}`, body: patch })),
    post: async (feed, content, key) =>
      entryOf(
        await call({
          method: 'POST',
          path: `/feeds/${feed}/items`,
          body: content,
          headers: { 'idempotency-key': key },
        }),
      ),
    change: async (feed, id, rev, patch) => entryOf(await call(patchItem(feed, id, rev, patch))),
    takeDown: async (feed, id, reason) =>
      entryOf(await call({ method: 'DELETE', path: itemPath(feed, id), body: { reason } })),
    pin: async (feed, id) =>
      void (await call({ method: 'PUT', path: `${itemPath(feed, id)}/pin` })),
    unpin: async (feed, id) =>
      void (await call({ method: 'DELETE', path: `${itemPath(feed, id)}/pin` })),
    item: async (feed, id) => {
      const answer = await call({ method: 'GET', path: itemPath(feed, id) });
      return isRecord(answer) && 'item' in answer ? entryOf(answer) : parseEntry(answer);
    },
    source: async (feed, id) =>
      parseSource(await call({ method: 'GET', path: `${itemPath(feed, id)}/source` })),
    drafts: async (feed) =>
      parseDrafts(await call({ method: 'GET', path: `/feeds/${feed}/drafts` })),
    changeDraft: async (feed, id, rev, patch) =>
      parseDraft(itemOf(await call(patchItem(feed, id, rev, patch)))),
    discardDraft: async (feed, id, rev) =>
      void (await call({
        method: 'DELETE',
        path: itemPath(feed, id),
        headers: { 'if-match': `"${rev}"` },
      })),
    preview: async (markdown) => {
      const answer = await call({ method: 'POST', path: '/preview', body: { body: markdown } });
      return parseBody(isRecord(answer) ? answer['body'] : undefined);
    },
  };
}

function patchItem(feed: string, id: string, rev: number, patch: Fields): Call {
  return {
    method: 'PATCH',
    path: itemPath(feed, id),
    body: patch,
    headers: { 'if-match': `"${rev}"` },
  };
}

function itemPath(feed: string, id: string): string {
  return `/feeds/${feed}/items/${id}`;
}

function entryOf(answer: unknown): Entry {
  return parseEntry(itemOf(answer));
}

function itemOf(answer: unknown): unknown {
  return isRecord(answer) ? answer['item'] : undefined;
}
