import type { IncomingMessage, ServerResponse } from 'node:http';
import { Refusal } from '../../src/feed/refusal.ts';
import { Addresses } from '../../src/http/addresses.ts';
import { RefusalReport } from '../../src/http/refusal-report.ts';
import { readCost } from '../../src/http/read-cost.ts';
import { ReadLimits } from '../../src/http/read-limits.ts';

test.each([
  ['/api/v1/feeds/storm', 'cheap'],
  ['/api/v1/feeds/storm/head', 'cheap'],
  ['/api/v1/feeds/storm/log/e/0?v=0', 'cheap'],
  ['/api/v1/feeds/storm/items', 'costly'],
  ['/api/v1/feeds/storm/items?before=x&limit=1', 'costly'],
  ['/API/V1/Feeds/storm/Items/', 'costly'],
  ['/api/v1/feeds/storm/items/0190/history', 'costly'],
  ['/api/v1/feeds/storm?at=2027-01-31T18:00:00Z', 'costly'],
  ['/api/v1/feeds/storm/?x=1&%61t=2027', 'costly'],
  ['/feeds/storm', 'cheap'],
  ['/feeds/storm?before=x', 'costly'],
  ['/feeds/storm/items/0190', 'costly'],
  ['/feeds/storm/search', 'cheap'],
  ['/feeds/storm/search?q=x', 'costly'],
  ['/api/v1/Feeds/storm/Search/?q=x', 'costly'],
  ['/metrics', 'costly'],
  ['/embed/storm?layout=rail', 'cheap'],
  ['/Embed/storm/?theme=dark&item=0190', 'costly'],
  ['/oembed?url=x', 'costly'],
  ['/subscriptions/x/unsubscribe', 'costly'],
  ['/readyz', 'cheap'],
  ['/', 'cheap'],
  ['/assets/site.css', 'cheap'],
  ['/healthz', 'free'],
  ['/api/v1/feeds/storm/stream?lastEventId=1', 'free'],
] as const)('GET %s is %s (L6)', (url, cost) => {
  expect(readCost('GET', url)).toBe(cost);
  expect(readCost('HEAD', url)).toBe(cost);
  expect(readCost('POST', url, true)).toBe('free');
  expect(readCost('POST', url)).toBe('cheap');
});

test('a call that looks at no bearer token is not let by for having one (L6)', () => {
  for (const url of ['feeds/storm/reports', 'inbound/x', 'mail/reports/x']) {
    expect(readCost('POST', `/api/v1/${url}`, true)).toBe('cheap');
  }
});

test('an address that reads without end is told when to come back; others read on (L6)', () => {
  const clock = { ms: 0, now: () => clock.ms };
  const warnings: string[] = [];
  const warn = (text: string) => void warnings.push(text);
  const limits = new ReadLimits(
    new Addresses(),
    40,
    new RefusalReport(warn, clock, () => undefined),
    clock,
  );
  const answers = (url: string, address: string, times: number) =>
    Array.from({ length: times }, () => read(limits, url, address));
  const costly = answers('/api/v1/feeds/storm/items', '192.0.2.1', 30);
  expect(costly.slice(0, 20)).toEqual(Array(20).fill(undefined));
  expect(costly[20]).toBeInstanceOf(Refusal);
  expect(costly[20]).toMatchObject({ code: 'too_many_requests', status: 429, afterSeconds: 1 });
  // What is cheap has a share of its own.
  expect(answers('/api/v1/feeds/storm', '192.0.2.1', 200)).toEqual(Array(200).fill(undefined));
  expect(read(limits, '/api/v1/feeds/storm', '192.0.2.1')).toBeInstanceOf(Refusal);
  expect(read(limits, '/healthz', '192.0.2.1')).toBeUndefined();
  expect(read(limits, '/api/v1/feeds/storm/items', '192.0.2.2')).toBeUndefined();
  // The operator is told once, with the cure, and not whose address it is.
  expect(warnings).toEqual([expect.stringMatching(/READS_PER_ADDRESS.*TRUST_PROXY/)]);
  expect(warnings[0]).not.toContain('192.0.2.1');
  clock.ms += 1_000;
  expect(answers('/api/v1/feeds/storm/items', '192.0.2.1', 2)).toEqual([undefined, undefined]);
});

test('without a limit nobody is refused (L6)', () => {
  const limits = new ReadLimits(new Addresses(), Infinity);
  for (let n = 0; n < 5_000; n += 1) {
    expect(read(limits, '/api/v1/feeds/storm/items', '192.0.2.1')).toBeUndefined();
  }
});

/** What the next in line is told. */
function read(limits: ReadLimits, url: string, remoteAddress: string): unknown {
  const request = { method: 'GET', url, headers: {}, socket: { remoteAddress } };
  let told: unknown = 'nothing';
  limits.count(
    request as unknown as IncomingMessage,
    { setHeader: () => undefined } as unknown as ServerResponse,
    (error) => {
      told = error;
    },
  );
  return told;
}
