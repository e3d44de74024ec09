import type { Principal } from '../../../src/accounts/principal.ts';
import { operations } from '../../../src/api-docs/operations/operations.ts';
import { mailFrom } from '../../../src/mail/mail-settings.ts';
import { pushFrom } from '../../../src/push/push-settings.ts';
import { adminToken, call } from '../../call.ts';
import { TestServer } from '../../server.ts';
import type { EmptyDatabase } from '../../services/databases.ts';
import { MadeIds } from './made-ids.ts';

/** In every text that readers must not get. */
export const canary = 'canary';
/** As well: readers search for it. */
export const searched = 'halibut';
/** In a text that is its writer's alone. */
export const unsent = 'halfasentence';

/** Who calls, and what the calls are signed with. */
export interface Caller extends Pick<Principal, 'role' | 'feeds'> {
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
  /** How many calls go to each route. */
  readonly tries: number;
  /** How many of the routes answer well at least: if all refused, nothing would be known of answers. */
  readonly answered: number;
  /** It is a person who is signed in. */
  readonly isSignedIn?: true;
}

export interface HostileRoom {
  readonly server: TestServer;
  /** The description of the API. */
  readonly document: Readonly<Record<string, unknown>>;
  readonly made: MadeIds;
  readonly callers: readonly Caller[];
  /** Items that readers do not see: drafts, an embargo, one that was taken down. The last is one that they do. */
  readonly ids: readonly string[];
}

const publicUrl = 'https://news.example';
const key = Buffer.from('a key of thirty-two random bytes').toString('base64');

/** A server with all that it may have, with somebody of every role, and with texts that are for nobody else. */
export async function openHostileRoom(place: EmptyDatabase): Promise<HostileRoom> {
  const server = await TestServer.start(place, { ...waysOut(), followersAllowPrivate: true });
  const document = (await server.call('GET', '/api/v1/openapi.json')).json;
  await server.createFeed('storm');
  await server.createFeed('other');
  const callers = await makeCallers(server);
  const made = await makeExamples(server);
  return { server, document, made, callers, ids: await makeSecrets(server) };
}

function waysOut() {
  const faults: string[] = [];
  const dkim = { domain: undefined, selector: undefined, key: undefined };
  const from = 'news@news.example';
  const reportsToken = 'reports-of-the-provider-1234567890';
  const url = 'smtp://127.0.0.1:1';
  const mail = mailFrom({ url, from, key, dkim, reportsToken, publicUrl }, faults);
  const push = pushFrom({ key, contact: `mailto:${from}`, publicUrl }, faults);
  expect(faults).toEqual([]);
  // Each call comes from another address: otherwise guesses are soon refused unseen.
  return { publicUrl, mail, push, trustProxy: ['127.0.0.1'] };
}

async function makeCallers(server: TestServer): Promise<readonly Caller[]> {
  const tokenOf = async (name: string, role: string, feeds: object = {}) => {
    const { json } = await server.call('POST', '/api/v1/tokens', { name, role, feeds });
    return { authorization: `Bearer ${String(json['secret'])}` };
  };
  const outside = { role: 'none', feeds: { other: 'reporter' } } as const;
  const outsider = await tokenOf('O', 'none', outside.feeds);
  const reporter = await tokenOf('R', 'reporter');
  const editor = await signedIn(server);
  const admin = { authorization: `Bearer ${adminToken}` };
  return [
    { name: 'a reader', role: 'none', headers: {}, tries: 3, answered: 30 },
    { name: 'an outsider', ...outside, headers: outsider, tries: 1, answered: 30 },
    { name: 'a reporter', role: 'reporter', headers: reporter, tries: 1, answered: 30 },
    {
      name: 'an editor',
      role: 'editor',
      headers: editor,
      tries: 1,
      answered: 30,
      isSignedIn: true,
    },
    { name: 'an admin', role: 'admin', headers: admin, tries: 3, answered: 50 },
  ];
}

/** An editor who is signed in, with a text that she has not sent yet. */
async function signedIn(server: TestServer): Promise<Caller['headers']> {
  const { json } = await server.call('POST', '/api/v1/invitations', { role: 'editor' });
  const code = String(json['url']).split('=')[1] ?? '';
  const asked = { name: 'Ana', password: 'nine grey herons at the pier' };
  const joined = await call(server.url, 'POST', `/api/v1/invitations/${code}`, asked);
  const cookie = joined.headers.get('set-cookie')?.split(';')[0] ?? '';
  const headers = { cookie, origin: publicUrl };
  const own = await call(server.url, 'GET', '/api/v1/session', undefined, headers);
  const kept = { person: own.json['id'], value: { fields: { body: unsent } } };
  const path = '/api/v1/kept/tab-1:composer:storm';
  const { status } = await call(server.url, 'PUT', path, kept, headers);
  expect([joined.status, status]).toEqual([201, 204]);
  return headers;
}

/** One of everything that can be made, as the description does it. */
async function makeExamples(server: TestServer): Promise<MadeIds> {
  const made = new MadeIds();
  for (const { method, path, example } of operations) {
    if (method !== 'post' || example === undefined || path === '/api/v1/feeds') continue;
    const address = made.filled(path, '');
    const { status, json } = await server.call('POST', address, example);
    const id = json['id'] ?? (json['item'] as { readonly id?: unknown } | undefined)?.id;
    if (status === 201 && typeof id === 'string') made.set(address, id);
  }
  for (const way of ['mail', 'push']) {
    await server.call('PUT', `/api/v1/feeds/storm/${way}`, { on: true });
  }
  // Nobody listens there.
  const target = { kind: 'webhook', target: 'http://127.0.0.1:1/' };
  const { json } = await server.call('POST', '/api/v1/feeds/storm/followers', target);
  made.set('/api/v1/feeds/storm/followers', String(json['id']));
  return made;
}

async function makeSecrets(server: TestServer): Promise<readonly string[]> {
  const path = '/api/v1/feeds/storm/items';
  const words = `${canary} ${searched}`;
  const bodies = [
    { draft: true, headline: words, body: `A ${words}.`, tags: [canary] },
    { draft: true, headline: words, bylines: [canary] },
    { embargo: '2999-01-01T00:00:00Z', headline: words },
  ];
  const ids: string[] = [];
  for (const body of bodies) {
    const { status, json } = await server.call('POST', path, body);
    ids.push((json['item'] as { readonly id: string }).id);
    expect(status).toBe(201);
  }
  await server.call('POST', `${path}/${ids[1]}/submit`);
  const gone = (await server.publish('storm', { headline: words })).item;
  await server.call('DELETE', `${path}/${gone.id}`, { reason: 'asked for' });
  const shown = (await server.publish('storm', { headline: 'Gates shut', breaking: true })).item;
  return [...ids, gone.id, shown.id];
}
