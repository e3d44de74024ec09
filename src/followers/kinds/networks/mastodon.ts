import { z } from 'zod';
import { ask, textIn } from './ask.ts';
import { maxPageBytes, statusesOf } from './mastodon-statuses.ts';
import type { Network, NewPost, Unnamed } from './network.ts';
import { networkTarget } from './network-target.ts';

/** What a server without a limit of its own takes; links count as 23 (https://docs.joinmastodon.org/user/posting/). */
const room = 500 - '\n\n'.length - 23;
/** A server knows an idempotency key for an hour from when the status was made. */
const keyGoodSeconds = 3_000;
const scopes = 'read:accounts, read:statuses and write:statuses';

/** An account on a Mastodon server (https://docs.joinmastodon.org/methods/statuses/). */
export const mastodon: Network = {
  target: (where) =>
    networkTarget(
      where,
      (path) => path === '/',
      'must be the address of your server, like https://mastodon.example',
    ),
  secret: z
    .string(`must be an access token of your account with the scopes ${scopes}`)
    .regex(/^[\w-]{20,200}$/, 'must be an access token as your server shows it'),
  room: () => room,
  account({ target, secrets: [token = ''] }, client, signal) {
    const url = (path: string) => new URL(`/api/v1/${path}`, target).href;
    const headers = { authorization: `Bearer ${token}` };
    const read = (path: string) => {
      const asked = { method: 'GET', url: url(path), headers, signal } as const;
      return ask(client, { ...asked, maxBodyBytes: maxPageBytes }, isOutOfScope);
    };
    const postUnder = async (key: string, json: object) => {
      const asked = { method: 'POST', url: url('statuses'), json, signal } as const;
      const keyed = { ...headers, 'idempotency-key': key };
      return textIn((await ask(client, { ...asked, headers: keyed })).json, 'id');
    };
    const remove = async (name: string) => {
      await ask(client, { method: 'DELETE', url: url(pathOf(name)), headers, signal }, isGone);
    };
    const found = (unnamed: Unnamed) => statusesOf(unnamed, read, Date.now());
    return {
      async check() {
        const path = 'accounts/verify_credentials';
        await ask(client, { method: 'GET', url: url(path), headers, signal });
      },
      async post(post, under, before) {
        if (before !== undefined && before.ageSeconds > keyGoodSeconds) {
          const name = (await found(before))?.at(-1);
          if (name !== undefined) return name;
        }
        return postUnder(post.key, {
          ...statusOf(post),
          visibility: 'public',
          ...(under !== undefined && { in_reply_to_id: under }),
        });
      },
      async edit(name, post) {
        const asked = {
          method: 'PUT',
          url: url(pathOf(name)),
          headers,
          json: statusOf(post),
          signal,
        };
        // Removed there by hand: it stays so.
        await ask(client, { ...asked, method: 'PUT' }, isGone);
      },
      remove,
      async removeUnnamed(unnamed) {
        const names = await found(unnamed);
        if (names !== undefined) {
          for (const name of names) await remove(name);
          return true;
        }
        if (unnamed.ageSeconds > keyGoodSeconds) return false;
        // Under its key the server answers the status that stands; where none does, it makes this one, which nobody is shown.
        await remove(await postUnder(unnamed.key, { status: '.', visibility: 'direct' }));
        return true;
      },
    };
  },
};

function isGone({ status }: { readonly status: number }): boolean {
  return status === 404;
}

/** The token may not do this. */
function isOutOfScope({ status }: { readonly status: number }): boolean {
  return status === 403;
}

function statusOf({ text, url, lang }: NewPost) {
  // ISO 639-1.
  return { status: `${text}\n\n${url}`, language: lang.split('-')[0] };
}

function pathOf(name: string): string {
  return `statuses/${encodeURIComponent(name)}`;
}
