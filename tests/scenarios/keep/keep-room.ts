import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Item } from '../../../src/feed/item.ts';
import { adminToken, call } from '../../call.ts';
import { ServerProcess } from '../../process.ts';
import type { EmptyDatabase } from '../../services/databases.ts';

/** The command line, as the build has it. */
export const program = resolve(import.meta.dirname, '../../../dist/cli/main.js');
export const bearer = { authorization: `Bearer ${adminToken}` };

/** How a command has ended. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** The server's environment in a place. */
export function environmentOf({ where }: EmptyDatabase): Record<string, string> {
  const { databaseUrl, dataDir } = where;
  return {
    DATA_DIR: dataDir,
    ADMIN_TOKEN: adminToken,
    ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
  };
}

/** `dateline` as its own process, with the server's environment in a place. */
export function dateline(
  place: EmptyDatabase,
  words: readonly string[],
  more: Record<string, string> = {},
): Promise<Ended> {
  const env = { PATH: process.env['PATH'] ?? '', ...environmentOf(place), ...more };
  return new Promise((ended) => {
    execFile(process.execPath, [program, ...words], { env }, (error, out, err) => {
      const code = error === null ? 0 : Number(error.code ?? -1);
      ended({ code, out, err });
    });
  });
}

/** The same, where it must succeed; what it printed. */
export async function done(place: EmptyDatabase, ...words: readonly string[]): Promise<string> {
  const { code, out, err } = await dateline(place, words);
  if (code !== 0) throw new Error(`dateline ${words.join(' ')}: ${code} ${err}`);
  return out.trim();
}

export function serve(place: EmptyDatabase, more: Record<string, string> = {}) {
  return ServerProcess.serving({ ...environmentOf(place), ...more });
}

/** A newsroom's tool at one server. */
export class Desk {
  constructor(
    readonly url: string,
    private readonly feed = 'f',
  ) {}

  async createFeed(): Promise<void> {
    const body = { slug: this.feed, title: this.feed };
    await this.send('POST', '/api/v1/feeds', body);
  }

  async post(headline: string, more: object = {}): Promise<Item> {
    const body = { headline, body: `${headline}.`, ...more };
    return (await this.send('POST', `${this.path}/items`, body))['item'] as Item;
  }

  async takeDown({ id }: Pick<Item, 'id'>): Promise<void> {
    await this.send('DELETE', `${this.path}/items/${id}`, { reason: 'a court said so' });
  }

  async send(method: string, path: string, body?: object, rev?: number) {
    const headers = { ...bearer, ...(rev !== undefined && { 'if-match': `"${rev}"` }) };
    const { status, text, json } = await call(this.url, method, path, body, headers);
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text}`);
    return json;
  }

  /** All items, newest first: up to a hundred. */
  async items(): Promise<readonly Item[]> {
    const { json } = await call(this.url, 'GET', `${this.path}/items?limit=100`);
    return json['items'] as readonly Item[];
  }

  get path(): string {
    return `/api/v1/feeds/${this.feed}`;
  }
}

/** A folder that is gone after the test. */
export function scratch() {
  const path = mkdtempSync(join(tmpdir(), 'dateline-kept-'));
  return {
    path,
    at: (name: string) => join(path, name),
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** All bytes of a backup as they are before they are packed. */
export function bytesOf(path: string): Buffer {
  const bytes = readFileSync(path);
  return path.endsWith('.gz') ? gunzipSync(bytes) : bytes;
}
