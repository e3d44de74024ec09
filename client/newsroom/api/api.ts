import type { Body } from '../../../src/feed/body.ts';
import type { Entry } from '../../../src/feed/item.ts';
import { isRecord, type Fields } from '../../../src/feed/shape.ts';
import {
  bodyIn,
  draftIn,
  draftsIn,
  entryIn,
  feedIn,
  feedsIn,
  personIn,
  pictureIn,
  postedIn,
  sourceIn,
  type DraftItem,
  type FeedRow,
  type Person,
  type Posted,
  type Source,
  type UploadedPicture,
} from './answers.ts';
import { Problem } from './problem.ts';
import type { Call, Send } from './send.ts';

export type Credential =
  | { readonly token: string }
  | { readonly code: string }
  | { readonly name: string; readonly password: string; readonly code?: string }
  | { readonly passkey: unknown };

/** The newsroom's calls (PROTOCOL.md §4). Each throws a Problem when it was refused or failed. */
export interface Api {
  /** Any call: for places whose code is loaded when needed. */
  readonly call: Send;
  readonly whoAmI: () => Promise<Person>;
  /** What a passkey is to sign. */
  readonly challenge: () => Promise<unknown>;
  readonly signIn: (credential: Credential) => Promise<Person>;
  /** Makes the person that an invitation is for, and signs in. */
  readonly accept: (code: string, name: string, password: string) => Promise<Person>;
  readonly signOut: () => Promise<void>;
  /** Throws `not_signed_in` for a present password that is wrong; the session goes on. */
  readonly changePassword: (current: string, password: string) => Promise<void>;
  readonly feeds: () => Promise<readonly FeedRow[]>;
  readonly createFeed: (feed: Fields) => Promise<FeedRow>;
  readonly changeFeed: (feed: string, patch: Fields) => Promise<void>;
  /** Publishes an item, or has it held. `key`: the Idempotency-Key; sent several times, the item is published once. */
  readonly post: (feed: string, content: Fields, key: string) => Promise<Posted>;
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
  /** Sends a draft to the editors. */
  readonly submitDraft: (feed: string, id: string, rev: number) => Promise<DraftItem>;
  /** Gives a submitted draft back to its author, with what is to be done. */
  readonly returnDraft: (feed: string, id: string, rev: number, note: string) => Promise<DraftItem>;
  /** Takes a held post back: it is a draft then. */
  readonly recall: (feed: string, id: string) => Promise<DraftItem>;
  readonly preview: (markdown: string) => Promise<Body>;
  readonly addPicture: (file: File) => Promise<UploadedPicture>;
}

/** `onSignedOut` is called whenever a call is refused because the session has ended. */
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
    call,
    whoAmI: async () => personIn(await send({ method: 'GET', path: '/session' })),
    challenge: () => send({ method: 'POST', path: '/session/challenge', body: {} }),
    signIn: async (credential) => {
      const answer = await send({ method: 'POST', path: '/session', body: credential });
      return isRecord(answer) && 'name' in answer
        ? personIn(answer)
        : personIn(await send({ method: 'GET', path: '/session' }));
    },
    accept: async (code, name, password) =>
      personIn(
        await send({ method: 'POST', path: `/invitations/${code}`, body: { name, password } }),
      ),
    signOut: async () => void (await send({ method: 'DELETE', path: '/session' })),
    changePassword: async (current, password) => {
      try {
        await send({ method: 'PUT', path: '/session/password', body: { current, password } });
      } catch (thrown) {
        // A wrong password and a session that is over are answered alike: this tells one from the other.
        await call({ method: 'GET', path: '/session' });
        throw thrown;
      }
    },
    feeds: async () => feedsIn(await call({ method: 'GET', path: '/feeds' })),
    createFeed: async (feed) => feedIn(await call({ method: 'POST', path: '/feeds', body: feed })),
    changeFeed: async (feed, patch) =>
      void (await call({ method: 'PATCH', path: `/feeds/${feed}`, body: patch })),
    post: async (feed, content, key) =>
      postedIn(
        await call({
          method: 'POST',
          path: `/feeds/${feed}/items`,
          body: content,
          headers: { 'idempotency-key': key },
        }),
      ),
    change: async (feed, id, rev, patch) => entryIn(await call(patchItem(feed, id, rev, patch))),
    takeDown: async (feed, id, reason) =>
      entryIn(await call({ method: 'DELETE', path: itemPath(feed, id), body: { reason } })),
    pin: async (feed, id) =>
      void (await call({ method: 'PUT', path: `${itemPath(feed, id)}/pin` })),
    unpin: async (feed, id) =>
      void (await call({ method: 'DELETE', path: `${itemPath(feed, id)}/pin` })),
    item: async (feed, id) => {
      const answer = await call({ method: 'GET', path: itemPath(feed, id) });
      return entryIn(isRecord(answer) && 'item' in answer ? answer : { item: answer });
    },
    source: async (feed, id) =>
      sourceIn(await call({ method: 'GET', path: `${itemPath(feed, id)}/source` })),
    drafts: async (feed) => draftsIn(await call({ method: 'GET', path: `/feeds/${feed}/drafts` })),
    changeDraft: async (feed, id, rev, patch) =>
      draftIn(await call(patchItem(feed, id, rev, patch))),
    discardDraft: async (feed, id, rev) =>
      void (await call({
        method: 'DELETE',
        path: itemPath(feed, id),
        headers: { 'if-match': `"${rev}"` },
      })),
    submitDraft: async (feed, id, rev) =>
      draftIn(await call(stepOfDraft(feed, id, rev, 'submit', {}))),
    returnDraft: async (feed, id, rev, note) =>
      draftIn(await call(stepOfDraft(feed, id, rev, 'return', { note }))),
    recall: async (feed, id) =>
      draftIn(await call({ method: 'POST', path: `${itemPath(feed, id)}/recall` })),
    preview: async (markdown) =>
      bodyIn(await call({ method: 'POST', path: '/preview', body: { body: markdown } })),
    addPicture: async (file) => {
      const path = `/media?name=${encodeURIComponent(file.name)}`;
      return pictureIn(await call({ method: 'POST', path, file }));
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

function stepOfDraft(feed: string, id: string, rev: number, step: string, body: Fields): Call {
  return {
    method: 'POST',
    path: `${itemPath(feed, id)}/${step}`,
    body,
    headers: { 'if-match': `"${rev}"` },
  };
}

function itemPath(feed: string, id: string): string {
  return `/feeds/${feed}/items/${id}`;
}
