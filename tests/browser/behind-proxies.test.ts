import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { adminToken, call } from '../call.ts';
import { TestServer } from '../server.ts';
import { emptyFolder } from '../services/databases.ts';
import { findProgram } from '../services/find-program.ts';
import { freePort } from '../services/free-port.ts';
import { startNginx, type Proxy } from '../services/proxies.ts';
import { until } from '../until.ts';
import { openBrowser } from './browser.ts';

const upgrades = `proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade;
                  proxy_set_header Connection $connection_kind;`;

describe('a page behind a proxy, with nothing said of any address', () => {
  const place = emptyFolder();
  const folder = mkdtempSync(join(tmpdir(), 'dateline-tls-'));
  const contexts: BrowserContext[] = [];
  let server: TestServer;
  let browser: Browser;
  let originPort: number;

  beforeAll(async () => {
    const program = findProgram(['openssl'], 'openssl');
    const words =
      'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost';
    const files = ['-keyout', `${folder}/key.pem`, '-out', `${folder}/cert.pem`];
    execFileSync(program, [...words.split(' '), ...files], { stdio: 'ignore' });
    server = await TestServer.start(place);
    originPort = Number(new URL(server.url).port);
    browser = await openBrowser();
    await server.createFeed('storm');
    for (let n = 1; n <= 25; n += 1) await server.publish('storm', { headline: `Item ${n}` });
  });

  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
  });

  afterAll(async () => {
    await browser.close();
    await server[Symbol.asyncDispose]();
    await place.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A page in a browser that trusts our certificate, and the errors in its console. */
  async function open(address: string): Promise<{ page: Page; errors: string[] }> {
    const context = await browser.newContext({ ignoreHTTPSErrors: true });
    contexts.push(context);
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    await page.goto(address);
    return { page, errors };
  }

  /** The page says Live, shows an item that is published then, has its styles, and its links work. */
  async function isLive(address: string): Promise<readonly string[]> {
    const { page, errors } = await open(address);
    const status = page.locator('live-ticker [part=status]');
    await until(async () => (await status.textContent()) === 'Live', `Live at ${address}`);
    const { item } = await server.publish('storm', { headline: `News for ${address}` });
    const pill = page.locator('live-ticker [part=pill]');
    await until(() => pill.isVisible(), 'the news');
    await pill.click();
    await until(() => page.locator(`#item-${item.id}`).isVisible(), 'the new item');
    const font = await page.locator('h1').evaluate((h1) => getComputedStyle(h1).fontFamily);
    expect(font).toContain('Palatino');
    const links = await page
      .locator('.lt-list a[href*="/items/"], .site-older a, .site-top a')
      .evaluateAll((found) => found.map((link) => (link as HTMLAnchorElement).href));
    expect(links.filter((link) => link.includes('/items/')).length).toBeGreaterThan(15);
    const places = [...new Set([links.at(0), links.at(-1), ...links.slice(-3)])];
    for (const link of places) {
      const answer = await page.request.get(String(link));
      expect([link, answer.status()]).toEqual([link, 200]);
    }
    return errors;
  }

  const proxied = (location: string, listen = '') =>
    freePort().then((port) => startNginx(port, `${listen} ${location}`));

  test('that ends TLS is live, and a session there is for TLS alone (C5, S9)', async () => {
    const tlsPort = await freePort();
    const tls = `listen 127.0.0.1:${tlsPort} ssl;
                 ssl_certificate ${folder}/cert.pem; ssl_certificate_key ${folder}/key.pem;`;
    await using _proxy: Proxy = await proxied(
      `location / { proxy_pass http://127.0.0.1:${originPort}; ${upgrades}
         proxy_set_header Host $host:$server_port; proxy_set_header X-Forwarded-Proto https; }`,
      tls,
    );
    expect(await isLive(`https://localhost:${tlsPort}/feeds/storm`)).toEqual([]);
    const { page } = await open(`https://localhost:${tlsPort}/newsroom`);
    await page.getByLabel('Token').fill(adminToken);
    await page.keyboard.press('Enter');
    await until(
      async () => (await page.context().cookies()).length > 0,
      'the cookie of the session',
    );
    const [cookie] = await page.context().cookies();
    expect(cookie).toMatchObject({ name: expect.stringMatching(/^__Host-/), secure: true });
  });

  test('that passes nothing on but the request is live (C6)', async () => {
    await using proxy = await proxied(
      `location / { proxy_pass http://127.0.0.1:${originPort}; ${upgrades} }`,
    );
    expect(await isLive(`${proxy.url}/feeds/storm`)).toEqual([]);
  });

  test('that does not even pass WebSockets on is live, a little later (C6, R14)', async () => {
    await using proxy = await proxied(`location / { proxy_pass http://127.0.0.1:${originPort}; }`);
    await isLive(`${proxy.url}/feeds/storm`);
  });

  test('that shows the site below a path is live, whether it takes the path off or not (C10)', async () => {
    await using stripped = await proxied(
      `location /news/live/ { proxy_pass http://127.0.0.1:${originPort}/; ${upgrades} }`,
    );
    expect(await isLive(`${stripped.url}/news/live/feeds/storm`)).toEqual([]);
    const below = emptyFolder();
    const port = await freePort();
    await using named = await TestServer.start(below, {
      port,
      publicUrl: `http://127.0.0.1:${port}/news/live`,
    });
    await named.createFeed('storm');
    const { page } = await open(`http://127.0.0.1:${port}/news/live/feeds/storm/`);
    expect(page.url()).toBe(`http://127.0.0.1:${port}/news/live/feeds/storm`);
    const status = page.locator('live-ticker [part=status]');
    await until(async () => (await status.textContent()) === 'Live', 'Live below a path');
    const root = await call(`http://127.0.0.1:${port}`, 'GET', '/news/live');
    expect([root.status, root.text.includes('./feeds/storm')]).toEqual([200, true]);
    const canonical = page.locator('link[rel=canonical]');
    expect(await canonical.getAttribute('href')).toBe(
      `http://127.0.0.1:${port}/news/live/feeds/storm`,
    );
  });

  test('whose cache knows no Host gives nobody a page that follows another server (C4)', async () => {
    await using proxy = await proxied(
      `location / { proxy_pass http://127.0.0.1:${originPort}; ${upgrades} proxy_set_header Host $host;
         proxy_cache pages; proxy_cache_key $request_uri; proxy_ignore_headers X-Accel-Expires;
         proxy_cache_valid 200 1h; }`,
    );
    const port = new URL(proxy.url).port;
    const headers = { host: `evil.example:${port}` };
    await new Promise((done, fail) =>
      get(`${proxy.url}/feeds/storm`, { headers }, (response) =>
        response.resume().on('end', done),
      ).on('error', fail),
    );
    expect(await isLive(`${proxy.url}/feeds/storm`)).toEqual([]);
  });
});
