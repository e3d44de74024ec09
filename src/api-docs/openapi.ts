import { rights, type Action, type Role } from '../accounts/principal.ts';
import { Refusal, type RefusalCode } from '../feed/refusal.ts';
import { protocolVersion } from '../feed/messages.ts';
import { cookieOverTls } from '../http/session-secret.ts';
import { change } from './answers/item.ts';
import { operationId, type Answer, type Operation, type Schema } from './operation.ts';
import { refusalsOf, titleOf } from './refusals-of.ts';
import { Schemas } from './schemas.ts';

const problemType = 'application/problem+json';

const text = { type: 'string' };

/** What stands in the place of a `{name}` in addresses. */
const placeNames: Readonly<Record<string, Schema>> = {
  feed: { type: 'string', pattern: '^[a-z0-9-]{1,64}$', examples: ['storm'] },
  n: { type: 'integer', minimum: 0 },
};

const problem = {
  type: 'object',
  description:
    'RFC 9457. `code` is stable; `errors` names every value at fault, by its JSON pointer.',
  properties: {
    type: { const: 'about:blank' },
    title: text,
    status: { type: 'integer' },
    code: text,
    detail: text,
    errors: {
      type: 'array',
      items: {
        type: 'object',
        properties: { pointer: text, detail: text },
        required: ['pointer', 'detail'],
      },
    },
  },
  required: ['type', 'title', 'status', 'code', 'detail'],
};

/** The API as an OpenAPI 3.1 document, made from the schemas that parse its input. */
export function openapiOf(operations: readonly Operation[], schemas = new Schemas()): Schema {
  const responses: Record<string, Schema> = {};
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of operations) {
    paths[operation.path] = {
      ...paths[operation.path],
      [operation.method]: described(operation, schemas, responses),
    };
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Dateline',
      version: `${protocolVersion}`,
      summary: 'A live news feed: read it, write it, follow it.',
      description: introduction,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    // Wherever this document is, also below a path.
    servers: [{ url: '../..', description: 'The server that this document is from' }],
    tags: [...new Set(operations.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    webhooks: { change: webhook(schemas) },
    components: {
      schemas: { ...schemas.named, Problem: problem },
      responses,
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: '`ADMIN_TOKEN`, or a token of a program.',
        },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: cookieOverTls,
          description: 'Of who has signed in; writes by it come from the newsroom’s own pages.',
        },
      },
    },
  };
}

/** What a follower of the kind `webhook` is sent. */
function webhook(schemas: Schemas): Schema {
  const schema = {
    type: 'object',
    properties: {
      type: { type: 'string', examples: ['change.post'] },
      timestamp: { type: 'string', format: 'date-time' },
      data: schemas.of(change, 'output'),
    },
    required: ['type', 'timestamp', 'data'],
  };
  return {
    post: {
      summary: 'A change of a feed, in order and at least once',
      description:
        'Signed after Standard Webhooks: `webhook-id`, `webhook-timestamp` and `webhook-signature`.',
      requestBody: { required: true, content: { 'application/json': { schema } } },
      responses: {
        '2XX': { description: 'Taken; the next is told.' },
        '410': { description: 'No more of this.' },
      },
    },
  };
}

export const introduction = [
  'Bodies and answers are JSON in UTF-8. A body has at most 256 KB; only pictures and sounds may be larger.',
  'A call that is refused changes nothing, and is answered by `application/problem+json` with a stable `code`, what is wrong, and the cure. Where `Retry-After` stands, the same call may succeed later. Any call may be answered 429, 500 or 503; one that needs a right 401 and 403; one with a body 400, 413 and 415.',
  'A write may bring an `Idempotency-Key`: sent again under its key, it is carried out once and answered alike. A change of words names the revision that was seen, by `If-Match`.',
  'An address may read 400 times a second, and 20 times where the database is asked, unless the operator has set another limit (`READS_PER_ADDRESS`); wrong tokens and codes are counted by address. More is answered 429.',
  'Later versions may answer more fields, and more kinds of changes: take what you do not know for nothing.',
].join('\n\n');

function described(operation: Operation, schemas: Schemas, shared: Record<string, Schema>): Schema {
  const { tag, does, more, for: who, query = {}, once, revision } = operation;
  const places = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: placeNames[name] ?? text,
  }));
  const asked = Object.entries(query).map(([name, [description, schema]]) => ({
    name,
    in: 'query',
    description,
    schema,
  }));
  const isOpen = who === 'readers' || who === 'everybody';
  const mays = whoMay(who);
  return {
    operationId: operationId(operation),
    tags: [tag],
    summary: does,
    description: [more, mays].filter((part) => part !== undefined).join('\n\n'),
    ...(isOpen ? { security: [] } : { security: [{ token: [] }, { session: [] }] }),
    ...(Array.isArray(who) && { 'x-rights': who }),
    parameters: [...places, ...asked, ...headersOf({ once, revision })],
    ...bodyOf(operation, schemas),
    responses: Object.fromEntries([
      ...Object.entries(operation.answers).map(([status, answer]) => [
        status,
        { description: answer === null ? 'Done.' : 'As asked.', ...contentOf(answer, schemas) },
      ]),
      ...refusals(operation, shared),
    ]),
  };
}

/** "Needs *publish*: editor, admin." */
export function whoMay(who: Operation['for']): string | undefined {
  if (who === 'readers') return undefined;
  if (who === 'everybody') return 'For everybody.';
  if (who === 'own session') return 'For who is signed in.';
  const roles = (Object.keys(rights) as Role[]).filter((role) =>
    who.some((action) => has(role, action)),
  );
  return `Needs ${who.map((action) => `*${action}*`).join(' or ')}: ${roles.join(', ')}.`;
}

function has(role: Role, action: Action): boolean {
  return rights[role].includes(action);
}

function headersOf({ once, revision }: Pick<Operation, 'once' | 'revision'>): readonly Schema[] {
  const key = {
    name: 'Idempotency-Key',
    in: 'header',
    description: 'The same call sent again under its key is carried out once.',
    schema: { type: 'string', pattern: '^[!-~]{1,255}$' },
  };
  const seen = {
    name: 'If-Match',
    in: 'header',
    description: 'The revision that was seen, in quotes: `"3"`.',
    required: revision === 'required',
    schema: { type: 'string', pattern: '^"(0|[1-9]\\d{0,8})"$' },
  };
  return [...(once === true ? [key] : []), ...(revision === undefined ? [] : [seen])];
}

function bodyOf({ body, bodyType, bodyIsOptional, example }: Operation, schemas: Schemas): Schema {
  if (body === undefined && bodyType === undefined) return {};
  const schema = body === undefined ? {} : schemas.of(body, 'input');
  const examples = example === undefined ? {} : { example };
  const content = { [bodyType ?? 'application/json']: { schema, ...examples } };
  return { requestBody: { required: bodyIsOptional !== true, content } };
}

function contentOf(answer: Answer, schemas: Schemas): Schema {
  if (answer === null) return {};
  if (typeof answer === 'string') return { content: { [answer]: { schema: {} } } };
  return { content: { 'application/json': { schema: schemas.of(answer, 'output') } } };
}

/** Refusals by their status. Calls with the same share one description, in `shared`. */
function refusals(
  operation: Operation,
  shared: Record<string, Schema>,
): readonly (readonly [string, Schema])[] {
  return [...refusalsOf(operation)]
    .filter(([status]) => !(status in operation.answers))
    .map(([status, codes]) => {
      const isPage = !operation.path.startsWith('/api/v1/');
      const name = [...(isPage ? ['page'] : []), status, ...codes].join('-');
      shared[name] ??= refusalOf(codes, isPage ? { 'text/html': { schema: {} } } : {});
      return [String(status), { $ref: `#/components/responses/${name}` }];
    });
}

/** `orAs`: to a browser it is a page. */
function refusalOf(codes: readonly RefusalCode[], orAs: Schema): Schema {
  const comesBack = codes.some((code) => new Refusal(code, '').retry);
  const retryAfter = { description: 'Seconds.', schema: { type: 'integer' } };
  const one = { properties: { code: { enum: codes } } };
  const schema = { allOf: [{ $ref: '#/components/schemas/Problem' }, one] };
  return {
    description: codes.map((code) => `\`${code}\`: ${titleOf(code)}.`).join(' '),
    ...(comesBack && { headers: { 'Retry-After': retryAfter } }),
    content: { [problemType]: { schema }, ...orAs },
  };
}
