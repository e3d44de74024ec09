import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { chromium } from 'playwright-core';

const patienceMs = 30_000;
const password = 'nine grey herons at the pier';

/** A server with an empty database, a browser (/usr/bin/chromium, or CHROMIUM_PATH), and other sites. */
export class Stage {
  #token = randomBytes(18).toString('base64url');
  #folder = mkdtempSync(join(tmpdir(), 'dateline-pictures-'));
  #documents = new Map();
  #server;
  #sites;

  /** Resolves when the server answers. */
  static async open() {
    const stage = new Stage();
    try {
      await stage.#start();
      return stage;
    } catch (error) {
      await stage[Symbol.asyncDispose]();
      throw error;
    }
  }

  async #start() {
    const port = await freePort();
    this.origin = `http://localhost:${port}`;
    this.#serve(port);
    this.browser = await chromium.launch({
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-lcd-text',
        // The other sites have names, and no port in their addresses.
        `--host-resolver-rules=MAP *.example:80 127.0.0.1:${await this.#serveSites()}`,
      ],
    });
    const signal = AbortSignal.timeout(patienceMs);
    while ((await fetch(`${this.origin}/healthz`).catch(() => undefined))?.ok !== true) {
      await wait(100, undefined, { signal });
    }
  }

  #serve(port) {
    const { PATH } = process.env;
    this.#server = spawn(process.execPath, [join(import.meta.dirname, '../../dist/main.js')], {
      env: { PATH, PORT: String(port), DATA_DIR: this.#folder, ADMIN_TOKEN: this.#token },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }

  async #serveSites() {
    this.#sites = createHttpServer(({ headers }, response) => {
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      response.end(this.#documents.get(headers.host));
    }).listen(0, '127.0.0.1');
    await once(this.#sites, 'listening');
    return this.#sites.address().port;
  }

  /** A call of the API (PROTOCOL.md §4), by the admin. Throws when it is refused. */
  async call(method, path, body, headers = {}) {
    const answer = await fetch(`${this.origin}/api/v1${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${this.#token}`,
        'Content-Type': 'application/json',
        ...headers,
      },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text === '' ? {} : JSON.parse(text);
  }

  /** Brings in a past, as NDJSON (PROTOCOL.md, "Import and export"). Throws when it is refused. */
  async import(feed, entries) {
    const answer = await fetch(`${this.origin}/api/v1/feeds/${feed}/import?format=ndjson`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${this.#token}`, 'Content-Type': 'application/x-ndjson' },
      body: entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''),
    });
    const text = await answer.text();
    if (!answer.ok || !text.includes('"report"')) throw new Error(`The import: ${text}`);
  }

  /** A page at an address, of this width and height in CSS pixels. */
  async page(address, { width, height, scale }) {
    const context = await this.browser.newContext({
      viewport: { width, height },
      deviceScaleFactor: scale,
      locale: 'en-GB',
      timezoneId: 'UTC',
      colorScheme: 'light',
      reducedMotion: 'reduce',
      permissions: ['local-network-access'],
    });
    const page = await context.newPage();
    page.setDefaultTimeout(patienceMs);
    if (address !== undefined) await page.goto(new URL(address, this.origin).href);
    return page;
  }

  /** A page of a site that is not this server's, of a host that ends in ".example". */
  async otherSite(host, html, size) {
    this.#documents.set(host, html);
    return this.page(`http://${host}/`, size);
  }

  /** The newsroom with this feed open, as somebody with an account of this role. */
  async newsroom(feed, { name, role }, size) {
    const { url } = await this.call('POST', '/invitations', { role });
    const code = url.split('=')[1];
    await this.call('POST', `/invitations/${code}`, { name, password });
    const page = await this.page(`/newsroom/feeds/${feed}`, size);
    await page.getByLabel('Name').fill(name);
    await page.getByLabel('Password').fill(password);
    await page.keyboard.press('Enter');
    await page.locator('.nr-status').first().waitFor();
    return page;
  }

  async [Symbol.asyncDispose]() {
    await this.browser?.close();
    this.#sites?.close();
    this.#server.kill('SIGTERM');
    if (this.#server.exitCode === null) await once(this.#server, 'exit');
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

async function freePort() {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}
