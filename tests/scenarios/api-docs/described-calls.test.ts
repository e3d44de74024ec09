import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import * as fc from 'fast-check';
import { operations } from '../../../src/api-docs/operations/operations.ts';
import type { Operation } from '../../../src/api-docs/operation.ts';
import { adminToken } from '../../call.ts';
import { TestServer } from '../../server.ts';
import { emptyFolder } from '../../services/databases.ts';
import { arbitraryOf, at } from './arbitrary-of.ts';
import { MadeIds } from './made-ids.ts';
import { strictly } from './strictly.ts';

type Json = Readonly<Record<string, unknown>>;

/** An answer that never ends, and a call to a server outside. */
const leftOut = new Set([
  '/api/v1/feeds/{feed}/stream',
  '/api/v1/feeds/{feed}/followers/{id}/test',
]);
/** Of each call. */
const tries = 5;
const seed = 20_261_129;

interface Sent {
  readonly query: Json;
  readonly body?: unknown;
  readonly revision: string;
  readonly id: string;
}

describe('the description of the API and the server', () => {
  const place = emptyFolder();
  let server: TestServer;
  let document: Json;
  let validators: (ref: string) => ValidateFunction;
  const made = new MadeIds();

  beforeAll(async () => {
    server = await TestServer.start(place);
    document = (await (await fetch(`${server.url}/api/v1/openapi.json`)).json()) as Json;
    const ajv = new Ajv2020({ allErrors: true, strict: false });
    addFormats.default(ajv);
    ajv.addSchema(strictly(document), 'api');
    validators = (ref) => ajv.getSchema(`api${ref}`) ?? ajv.compile({ $ref: `api${ref}` });
    for (const operation of operations.filter(({ method }) => method === 'post')) {
      if (operation.example !== undefined) await send(operation, exampleOf(operation));
    }
    const draft = { draft: true, headline: 'Not yet' };
    await server.call('POST', '/api/v1/feeds/storm/items', draft);
  });

  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await place.drop();
  });

  function exampleOf({ example }: Operation): Sent {
    return { query: {}, body: example, revision: '"1"', id: '' };
  }

  /** Makes a call, and says what in its answer is not as described. */
  async function send(operation: Operation, { query, body, revision, id }: Sent) {
    const { method, path, once, revision: asks } = operation;
    const address = made.filled(path, id);
    const asked = new URLSearchParams(
      Object.entries(query).map(([name, value]) => [name, String(value)]),
    ).toString();
    const response = await fetch(`${server.url}${address}${asked === '' ? '' : `?${asked}`}`, {
      method: method.toUpperCase(),
      redirect: 'manual',
      headers: {
        authorization: `Bearer ${adminToken}`,
        // Server and test share a process that may be busy for longer than a server keeps an idle connection.
        connection: 'close',
        ...(asks !== undefined && { 'if-match': revision }),
        ...(once === true && { 'idempotency-key': crypto.randomUUID() }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '');
    const json = isJson ? (JSON.parse(text) as Json) : undefined;
    const id201 = json?.['id'] ?? (json?.['item'] as Json | undefined)?.['id'];
    if (response.status === 201 && typeof id201 === 'string') made.set(address, id201);
    return { status: response.status, json, faults: faultsOf(operation, response, json) };
  }

  function faultsOf({ method, path }: Operation, response: Response, json: unknown) {
    const { status } = response;
    const here = `#/paths/${path.replaceAll('/', '~1')}/${method}/responses/${status}`;
    const shared = at(document, here)?.['$ref'];
    const where = typeof shared === 'string' ? shared : here;
    const answer = at(document, where);
    if (answer === undefined) return [`${status} is not described`, json];
    const kinds = (answer['content'] ?? {}) as Json;
    const type = (response.headers.get('content-type') ?? '').split(';')[0] ?? '';
    const kind = [type, '*/*'].find((one) => one in kinds);
    if (kind === undefined) {
      return Object.keys(kinds).length === 0 && json === undefined
        ? []
        : [`${type}: not described`];
    }
    if (json === undefined) return [];
    const validate = validators(`${where}/content/${kind.replaceAll('/', '~1')}/schema`);
    return validate(json) ? [] : [...(validate.errors ?? []), json];
  }

  test('is an OpenAPI 3.1 document', async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(document));
    expect([valid, errors]).toEqual([true, undefined]);
    expect(document).toMatchObject({ openapi: '3.1.1' });
  });

  test('agree: whatever is sent, nothing fails inside, every refusal and every answer is as described', async () => {
    const wrong = new Map<string, unknown>();
    const succeeded = new Set<string>();
    for (const operation of operations.filter(({ path }) => !leftOut.has(path))) {
      const { body, query = {}, method, path } = operation;
      const input = `#/paths/${path.replaceAll('/', '~1')}/${method}/requestBody/content`;
      const sentBody = at(document, `${input}/application~1json/schema`) ?? {};
      const calls = fc.record({
        query: fc.record(
          Object.fromEntries(
            Object.entries(query).map(([name, [, schema]]) => [
              name,
              arbitraryOf(schema, document),
            ]),
          ),
          { requiredKeys: [] },
        ),
        body: body === undefined ? fc.constant(undefined) : arbitraryOf(sentBody, document),
        revision: fc.constantFrom('"1"', '"2"', '"0"', 'W/"1"'),
        id: fc.constantFrom('', '', '', '01234567-89ab-7def-8123-456789abcdef', '../x'),
      });
      const examples = operation.example === undefined ? [] : [exampleOf(operation)];
      for (const sent of [...examples, ...fc.sample(calls, { numRuns: tries, seed })]) {
        const { status, faults } = await send(operation, sent);
        if (status < 300) succeeded.add(`${method} ${path}`);
        if ((status >= 500 && status !== 501) || faults.length > 0)
          wrong.set(`${method} ${path} ${status}`, [sent, faults]);
      }
    }
    expect([...wrong]).toEqual([]);
    // Not all may be refused: then nothing would be known of answers.
    expect(succeeded.size).toBeGreaterThan(60);
  });
});
