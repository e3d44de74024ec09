import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { adminToken, call } from '../../call.ts';
import { exchange, upgrade, type Attack } from './attack.ts';

const bearer = { authorization: `Bearer ${adminToken}` };

/** A header that comes byte by byte, and a body that never comes: others must be served meanwhile. */
const slowLoris: Attack = {
  name: 'slow requests',
  run: async (url, feed) => {
    const { hostname, port } = new URL(url);
    const slow = Array.from({ length: 200 }, (_, n) => {
      const tcp = connect(Number(port), hostname);
      tcp.on('error', () => undefined);
      tcp.write(n % 2 === 0 ? 'GET / HT' : upgrade.slice(0, -2));
      return tcp;
    });
    const { status } = await call(url, 'GET', `/api/v1/feeds/${feed}`);
    for (const tcp of slow) tcp.destroy();
    return status === 200 ? [] : [`others were answered ${status} meanwhile`];
  },
};

const badBodies: Attack = {
  name: 'bodies no form sends',
  run: async (url, feed) => {
    const items = `/api/v1/feeds/${feed}/items`;
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const tries: (readonly [string, unknown, Record<string, string>, readonly number[]])[] = [
      ['oversized', { headline: 'a', body: 'x'.repeat(5_000_000) }, bearer, [413]],
      ['deep', deep, bearer, [400, 413, 422]],
      ['deep in a field', `{"headline":${deep}}`, bearer, [400, 413, 422]],
      ['no JSON', '{', bearer, [400]],
      ['a list', [], bearer, [400, 422]],
      ['prototypes', '{"__proto__":{"admin":true},"headline":"a"}', bearer, [400, 422]],
      ['wrong types', { headline: 1, body: [], bylines: 'x', tags: {} }, bearer, [400, 422]],
      ['without a token', { headline: 'a' }, {}, [401]],
      ['a token that is none', { headline: 'a' }, { authorization: 'Bearer x' }, [401]],
    ];
    const faults: string[] = [];
    for (const [name, body, headers, expected] of tries) {
      const { status, headers: said } = await call(url, 'POST', items, body, headers);
      const isProblem = said.get('content-type')?.startsWith('application/problem+json') === true;
      if (!expected.includes(status) || !isProblem) faults.push(`${name} was answered ${status}`);
    }
    return faults;
  },
};

const oddRequests: Attack = {
  name: 'requests no browser sends',
  run: async (url) => {
    const lines = [
      'GET /%E0%A4%A HTTP/1.1',
      'GET /../../etc/passwd HTTP/1.1',
      `GET /${'a'.repeat(20_000)} HTTP/1.1`,
      'GET /v1/..%2f..%2fpackage.json HTTP/1.1',
      'FROB / HTTP/1.1',
      'GET /api/v1/feeds/f%00 HTTP/1.1',
      'GET /api/v1/feeds/f/log/x/99999999999999999999 HTTP/1.1',
      'GET /api/v1/feeds/f/items?limit=1e9&before=%27%20or%201=1 HTTP/1.1',
    ];
    const faults: string[] = [];
    for (const line of lines) {
      const answer = await exchange(url, `${line}\r\nHost: a\r\nConnection: close\r\n\r\n`);
      const status = Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);
      if (!(status >= 400 && status < 500))
        faults.push(`${line.slice(0, 40)} was answered ${status}`);
    }
    return faults;
  },
};

/** Markup and script in every field an editor fills in: it stays text wherever it is shown. */
const markup: Attack = {
  name: 'markup and script in every field',
  run: async (url, feed) => {
    const evil = `${randomUUID()}"'><script>alert(1)</script><img src=x onerror=alert(1)>`;
    const item = {
      headline: evil,
      body: `${evil}\n\n[a](javascript:alert(1)) <b onclick=x>b</b>\n\n> ${evil}`,
      bylines: [evil],
      tags: [evil.slice(36)],
      image: { url: 'https://example.org/a.png', alt: evil, caption: evil, credit: evil },
    };
    const { status, text } = await call(url, 'POST', `/api/v1/feeds/${feed}/items`, item, bearer);
    if (status !== 201) return [`it was answered ${status}: ${text}`];
    const faults: string[] = [];
    for (const path of [`/feeds/${feed}`, `/embed/${feed}`, `/feeds/${feed}/rss.xml`]) {
      const page = await call(url, 'GET', path);
      const isLive = /<script>alert|<img src=x|href="?javascript:|<b onclick/i.test(page.text);
      if (isLive) faults.push(`${path} carries live markup`);
    }
    return faults;
  },
};

/** What strangers, and editors with bad texts, send over HTTP. */
export const attacksByHttp: readonly Attack[] = [slowLoris, badBodies, oddRequests, markup];
