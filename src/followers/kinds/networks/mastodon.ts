import { z } from 'zod';
import { ask, textIn } from './ask.ts';
import type { Network, NewPost } from './network.ts';
import { networkTarget } from './network-target.ts';

/** What a server without a limit of its own takes; links count as 23 (https://docs.joinmastodon.org/user/posting/). */
const room = 500 - '\n\n'.length - 23;

/** An account on a Mastodon server (https://docs.joinmastodon.org/methods/statuses/). */
export const mastodon: Network = {
  target: (where) =>
    networkTarget(
      where,
      (path) => path === '/',
      'must be the address of your server, like https://mastodon.example',
    ),
  secret: z
    .string('must be an access token of your account with the scope write:statuses')
    .regex(/^[\w-]{20,200}$/, 'must be an access token as your server shows it'),
  room: () => room,
  account({ target, secrets: [token = ''] }, client, signal) {
    const url = (path: string) => new URL(`/api/v1/${path}`, target).href;
    const headers = { authorization: `Bearer ${token}` };
    return {
      async check() {
        const path = 'accounts/verify_credentials';
        await ask(client, { method: 'GET', url: url(path), headers, signal });
      },
      async post(post, under) {
        const keyed = { ...headers, 'idempotency-key': post.key };
        const json = {
          ...statusOf(post),
          visibility: 'public',
          ...(under !== undefined && { in_reply_to_id: under }),
        };
        const asked = {
          method: 'POST',
          url: url('statuses'),
          headers: keyed,
          json,
          signal,
        } as const;
        return textIn((await ask(client, asked)).json, 'id');
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
      async remove(name) {
        await ask(client, { method: 'DELETE', url: url(pathOf(name)), headers, signal }, isGone);
      },
    };
  },
};

function isGone({ status }: { readonly status: number }): boolean {
  return status === 404;
}

function statusOf({ text, url, lang }: NewPost) {
  // ISO 639-1.
  return { status: `${text}\n\n${url}`, language: lang.split('-')[0] };
}

function pathOf(name: string): string {
  return `statuses/${encodeURIComponent(name)}`;
}
