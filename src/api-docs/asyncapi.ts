import type { z } from 'zod';
import { protocolVersion } from '../feed/messages.ts';
import {
  editorsSay,
  handshake,
  newsroomEvents,
  readerEvents,
  readersSay,
  streamEvents,
  type Event,
} from './events.ts';
import type { Schema } from './operation.ts';
import { Schemas } from './schemas.ts';

type Events = Readonly<Record<string, Event>>;

export interface Channel {
  readonly name: string;
  readonly address: string;
  readonly server: 'sockets' | 'http';
  readonly title: string;
  readonly does: string;
  /** What a handshake brings, as `auth`. */
  readonly brings?: z.ZodType;
  readonly sends: Events;
  readonly takes: Events;
}

/** Every live connection there is, from the side of the server. */
export const channels: readonly Channel[] = [
  {
    name: 'readers',
    address: '/',
    server: 'sockets',
    title: 'Feeds, by Socket.IO',
    does: 'The default namespace, with `transports: ["websocket"]`: one connection follows up to 20 feeds.',
    brings: handshake,
    sends: readerEvents,
    takes: readersSay,
  },
  {
    name: 'stream',
    address: '/api/v1/feeds/{feed}/stream',
    server: 'http',
    title: 'A feed, by Server-Sent Events',
    does: 'For an EventSource, or curl.',
    sends: streamEvents,
    takes: {},
  },
  {
    name: 'newsroom',
    address: '/newsroom',
    server: 'sockets',
    title: 'Editors, by Socket.IO',
    does: 'The namespace `/newsroom`, by the session cookie or `auth: {token}`.',
    sends: newsroomEvents,
    takes: editorsSay,
  },
];

/** Sockets and streams as an AsyncAPI 3 document. `address`: of the server, for clients outside. */
export function asyncapiOf(address: string, schemas = new Schemas()): Schema {
  const { host, protocol } = new URL(address);
  const path = new URL(address).pathname.replace(/\/$/, '');
  const isSecure = protocol === 'https:';
  const server = (kind: string, pathname: string) => ({
    host,
    protocol: isSecure ? `${kind}s` : kind,
    pathname,
  });
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Dateline',
      version: `${protocolVersion}`,
      description: 'A live news feed, live.',
    },
    defaultContentType: 'application/json',
    servers: { sockets: server('ws', `${path}/socket.io/`), http: server('http', path || '/') },
    channels: Object.fromEntries(
      channels.map((channel) => [channel.name, channelOf(channel, schemas)]),
    ),
    operations: Object.fromEntries(channels.flatMap(operationsOf)),
    components: { schemas: schemas.named },
  };
}

function channelOf(channel: Channel, schemas: Schemas): Schema {
  const { address, server, title, does, brings, sends, takes } = channel;
  const messages = [...told(sends), ...told(takes, ofClient)].map(
    ([key, event, { when, payload }]) => [
      key,
      {
        name: event,
        summary: when,
        ...(payload !== null && { payload: schemas.of(payload, 'output') }),
      },
    ],
  );
  return {
    address,
    title,
    description: does,
    servers: [{ $ref: `#/servers/${server}` }],
    ...(address.includes('{feed}') && {
      parameters: { feed: { description: 'The feed’s slug.' } },
    }),
    ...(brings !== undefined && {
      bindings: { ws: { query: authOf(schemas.of(brings, 'output')) } },
    }),
    messages: Object.fromEntries(messages) as Schema,
  };
}

function authOf(auth: Schema): Schema {
  return { type: 'object', properties: { auth } };
}

/** Of messages from clients, some of which have the name of one to them. */
const ofClient = 'client.';

function told(events: Events, prefix = ''): readonly (readonly [string, string, Event])[] {
  return Object.entries(events).map(([name, event]) => [prefix + name, name, event]);
}

function operationsOf({ name, sends, takes }: Channel): readonly (readonly [string, Schema])[] {
  const operation = (action: 'send' | 'receive', events: Events, prefix = '') => ({
    action,
    channel: { $ref: `#/channels/${name}` },
    messages: told(events, prefix).map(([key]) => ({
      $ref: `#/channels/${name}/messages/${key}`,
    })),
  });
  const says = [[`${name}Send`, operation('send', sends)]] as const;
  if (Object.keys(takes).length === 0) return says;
  return [...says, [`${name}Take`, operation('receive', takes, ofClient)]];
}
