import * as fc from 'fast-check';

/** What somebody sends who means harm, or a program that is broken. */
export interface Hostile {
  readonly body?: Uint8Array<ArrayBuffer>;
  readonly headers: Readonly<Record<string, string>>;
}

const long = 'x'.repeat(5_000);

/** Parts of a path, as they stand in it. */
export const hostileIds: readonly string[] = [
  '0',
  '-1',
  '9'.repeat(30),
  '01234567-89ab-7def-8123-456789abcdef',
  '__proto__',
  'constructor',
  'null',
  '%00',
  '%0d%0aset-cookie:%20a=b',
  '%ff%fe',
  '%E0%A4%A',
  '%2e%2e%2f%2e%2e%2fetc%2fpasswd',
  'storm%2fitems',
  "'%20or%201=1--",
  '%F0%9F%92%A5',
  '{id}',
  '*',
  long,
];

/** Values of a query, before they are encoded. */
export const hostileWords = fc.oneof(
  fc.constantFrom(
    '',
    '-1',
    '1e999',
    'NaN',
    '\u0000',
    '\ud800',
    "' or 1=1 --",
    '"*" AND NEAR(',
    '../../etc/passwd',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'http://[::1',
    '9999-99-99T99:99:99Z',
    '+275760-09-13T00:00:00Z',
    '\u202e\u2066',
    long,
  ),
  fc.string({ unit: 'binary', maxLength: 60 }),
);

const odd: Readonly<Record<string, readonly string[]>> = {
  'if-match': ['*', '""', '"-1"', '"1", "2"', `"${'9'.repeat(40)}"`, 'W/', long],
  'if-none-match': ['*', '"', 'W/"x', long],
  'if-modified-since': ['never', '0'],
  'idempotency-key': ['', ' ', '"', 'é', 'x'.repeat(300), '../../x'],
  range: ['bytes=9999999999-1', 'bytes=-0', 'lines=1-2', 'bytes=0-0,0-0,0-0'],
  'last-event-id': ['x', '-1:-1', long],
  accept: ['', 'text/event-stream', '*/*;q=9', '\u00ff'],
  'accept-encoding': ['gzip;q=-1', 'br;q=nan, *;q=0', 'zstd', ''],
  'accept-language': ['x-', '*', 'de;q=2', long],
  'content-encoding': ['gzip', 'br', 'x'],
  'content-type': [
    '',
    'application/json; charset=utf-7',
    'multipart/form-data; boundary=',
    'text/plain',
  ],
  origin: ['null', 'https://evil.example', 'x'],
  cookie: ['=', '__proto__=x', `session=${long}`, 'dateline=%00; dateline=a'],
  'x-forwarded-proto': ['javascript', 'https,http'],
  'x-forwarded-host': ['evil.example', '"><script>'],
  'x-http-method-override': ['DELETE'],
};

/** At most two headers at a time: with more, the first that is refused would hide the others. */
const headers = fc
  .array(
    fc
      .constantFrom(...Object.keys(odd))
      .chain((name) =>
        fc.constantFrom(...(odd[name] ?? [''])).map((value) => [name, value] as const),
      ),
    { maxLength: 2 },
  )
  .map((pairs) => Object.fromEntries(pairs) as Readonly<Record<string, string>>);

const leaf = fc.constantFrom<unknown>(
  null,
  true,
  -1,
  1e308,
  '',
  '\u0000',
  '\ud800',
  '\u202e',
  '<script>alert(1)</script>',
  'javascript:alert(1)',
  '9999-99-99',
  'x'.repeat(100_000),
  [],
  {},
  [[[[[[[[]]]]]]]],
  { $ne: null },
  Array.from({ length: 5_000 }, () => 'x'),
);

/** Bodies that are no JSON, or JSON that no form sends. */
const raw = fc.constantFrom(
  '',
  '{',
  'null',
  '[]',
  '"x"',
  '1e999',
  '{"__proto__":{"role":"admin"}}',
  '{"constructor":{"prototype":{"role":"admin"}}}',
  '{"a":1,"a":2}',
  `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
  `{"body":"${'\\u0000'.repeat(1_000)}"}`,
  'hub.mode=subscribe&hub.topic=%00&hub.callback=javascript:alert(1)',
  'a=%ff&a[]=1&__proto__[x]=1',
);
const bytes = fc.uint8Array({ minLength: 1, maxLength: 200 });

/** What the body of a call is meant to be: JSON by its schema, or of a media type. */
export interface Meant {
  readonly json?: fc.Arbitrary<unknown>;
  readonly type?: string;
}

/** A call that is hostile in its headers, and in its body where it has one. */
export function hostileCalls({ json, type }: Meant): fc.Arbitrary<Hostile> {
  if (json === undefined && type === undefined) return headers.map((all) => ({ headers: all }));
  const texts = raw.map(bytesOf);
  const any = fc.oneof(
    texts,
    bytes.map((some) => new Uint8Array(some)),
  );
  const body = json === undefined ? any : fc.oneof({ weight: 6, arbitrary: jsonBodies(json) }, any);
  const usual = { 'content-type': type ?? 'application/json' };
  return fc
    .tuple(body, headers)
    .map(([sent, all]) => ({ body: sent, headers: { ...usual, ...all } }));
}

/** As they are meant, or with one of their fields spoilt. */
function jsonBodies(json: fc.Arbitrary<unknown>): fc.Arbitrary<Uint8Array<ArrayBuffer>> {
  const spoilt = fc.tuple(json, fc.nat(), leaf).map(([body, n, value]) => spoil(body, n, value));
  return fc
    .oneof(json, { weight: 2, arbitrary: spoilt })
    .map((body) => bytesOf(JSON.stringify(body) ?? 'null'));
}

/** One of the fields of an object has another value. */
function spoil(body: unknown, n: number, value: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return value;
  const names = [...Object.keys(body), 'more'];
  const name = names[n % names.length] ?? 'more';
  const inner = (body as Readonly<Record<string, unknown>>)[name];
  const isDeep = typeof inner === 'object' && inner !== null && n % 2 === 0;
  return { ...body, [name]: isDeep ? spoil(inner, n >> 1, value) : value };
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
