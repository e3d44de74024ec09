import { z } from 'zod';
import { ask, textIn, type NetworkAnswer } from './ask.ts';
import { BlueskySessions } from './bluesky-sessions.ts';
import type { Network } from './network.ts';
import { networkTarget } from './network-target.ts';
import { recordKey } from './record-key.ts';

const collection = 'app.bsky.feed.post';
/** Of the schema of a post: graphemes. Its 3,000 bytes are ten for each. */
const room = 300;
const handle = /^\/(?:profile\/)?((?:[a-z0-9-]{1,63}\.)+[a-z]{2,63})$/i;
const sessions = new BlueskySessions();

/** An account on Bluesky, or on a server of its network (https://docs.bsky.app/docs/advanced-guides/posts). */
export const bluesky: Network = {
  target: (where) =>
    networkTarget(
      where,
      (path) => handle.test(path),
      'must be the address of your account, like https://bsky.app/profile/paper.example',
    ),
  secret: z
    .string('must be an app password of your account')
    .regex(
      /^[a-z0-9]{4}(?:-[a-z0-9]{4}){3}$/i,
      'must be an app password, like abcd-efgh-ijkl-mnop',
    ),
  room: () => room,
  account({ target, secrets: [password = ''] }, client, signal) {
    const { host, origin, pathname } = new URL(target);
    const server = host === 'bsky.app' ? 'https://bsky.social' : origin;
    const identifier = handle.exec(pathname)?.[1] ?? '';
    const session = () => sessions.of(server, identifier, password, client, signal);
    const call = async (name: string, json: object): Promise<NetworkAnswer> => {
      const url = new URL(`/xrpc/com.atproto.repo.${name}`, server).href;
      const once = async () => {
        const { did, jwt } = await session();
        const headers = { authorization: `Bearer ${jwt}` };
        const body = { repo: did, collection, ...json };
        return ask(client, { method: 'POST', url, headers, json: body, signal }, isOver);
      };
      const answer = await once();
      if (!isOver(answer)) return answer;
      sessions.forget(server, identifier, password);
      return once();
    };
    return {
      async check() {
        sessions.forget(server, identifier, password);
        await session();
      },
      async post({ key, at, text, lang, url, title }, under) {
        const rkey = recordKey(at, key);
        const record = {
          $type: collection,
          text,
          createdAt: at,
          langs: [lang],
          ...(under === undefined
            ? { embed: cardOf(url, title) }
            : { reply: { root: reference(under), parent: reference(under) } }),
        };
        // Written twice under one key, it is one record.
        const { json } = await call('putRecord', { rkey, record });
        return `${textIn(json, 'uri')} ${textIn(json, 'cid')}`;
      },
      async remove(name) {
        const rkey = reference(name).uri.split('/').at(-1);
        await call('deleteRecord', { rkey });
      },
      async removeUnnamed({ at, key }) {
        await call('deleteRecord', { rkey: recordKey(at, key) });
        return true;
      },
    };
  },
};

/** The session has ended. */
function isOver({ status, json }: NetworkAnswer): boolean {
  return status === 400 && /^(?:Expired|Invalid)Token$/.test(String(json['error']));
}

function cardOf(uri: string, title: string) {
  return { $type: 'app.bsky.embed.external', external: { uri, title, description: '' } };
}

function reference(name: string) {
  const [uri = '', cid = ''] = name.split(' ');
  return { uri, cid };
}
