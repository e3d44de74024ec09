import { randomUUID } from 'node:crypto';
import type { Role } from '../../../../src/accounts/principal.ts';
import { call } from '../../../call.ts';
import { TestServer } from '../../../server.ts';
import type { EmptyDatabase } from '../../../services/databases.ts';
import { madePostgres } from '../../../services/empty-postgres.ts';
import { startRedis, type RedisServer } from '../../../services/redis.ts';
import { EditorClient } from './editor-client.ts';

const password = 'nine grey herons at the pier';

export interface Someone {
  readonly name: string;
  readonly cookie: string;
  readonly id: string;
}

/**
 * Two instances over one PostgreSQL and one Redis, a feed for each test, and the editors who connect to it. The Redis is their
 * own: wrong keys of other tests would count with theirs.
 */
export class LiveRoom {
  private place: EmptyDatabase | undefined;
  private redis: RedisServer | undefined;
  private servers: readonly TestServer[] = [];
  private readonly clients: EditorClient[] = [];
  private feeds = 0;

  constructor() {
    beforeAll(async () => {
      this.place = await madePostgres();
      this.redis = await startRedis();
      const more = { redisUrl: this.redis.url };
      this.servers = [
        await TestServer.start(this.place, more),
        await TestServer.start(this.place, more),
      ];
    });
    beforeEach(async () => {
      this.feeds += 1;
      await this.one.createFeed(this.feed);
    });
    afterEach(() => {
      for (const client of this.clients.splice(0)) client[Symbol.dispose]();
    });
    afterAll(async () => {
      for (const server of this.servers) await server[Symbol.asyncDispose]();
      await this.redis?.stop();
      await this.place?.drop();
    });
  }

  get one(): TestServer {
    return this.server(0);
  }

  get two(): TestServer {
    return this.server(1);
  }

  get feed(): string {
    return `feed-${this.feeds}`;
  }

  get redisUrl(): string {
    return this.redis?.url ?? '';
  }

  get databaseUrl(): string {
    return this.place?.where.databaseUrl ?? '';
  }

  async person(role: Role): Promise<Someone> {
    const name = `${role} ${randomUUID().slice(0, 4)}`;
    const asked = await this.one.call('POST', '/api/v1/invitations', { role });
    const code = String(asked.json['url']).split('=')[1];
    const there = `/api/v1/invitations/${code}`;
    const made = await call(this.one.url, 'POST', there, { name, password });
    const cookie = made.headers.get('set-cookie')?.split(';')[0] ?? '';
    return { name, cookie, id: String(made.json['id']) };
  }

  async token(role: Role, name: string = role) {
    const { json } = await this.one.call('POST', '/api/v1/tokens', { name, role });
    return { token: String(json['secret']), id: String(json['id']) };
  }

  connect(url: string, by: ConstructorParameters<typeof EditorClient>[1]): EditorClient {
    const origin = by.cookie === undefined ? {} : { origin: url };
    const client = new EditorClient(url, { ...origin, ...by });
    this.clients.push(client);
    return client;
  }

  enters({ url }: { readonly url: string }, { cookie }: Someone): Promise<EditorClient> {
    return this.connect(url, { cookie }).enter(this.feed);
  }

  private server(index: number): TestServer {
    const server = this.servers[index];
    if (server === undefined) throw new Error('Only inside a test.');
    return server;
  }
}
