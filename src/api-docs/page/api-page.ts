import { h, type Element, type Markup } from '../../feed/draw/markup.ts';
import type { RefusalCode } from '../../feed/refusal.ts';
import { framed, styleLinks } from '../../site/pages/frame-markup.ts';
import type { Page } from '../../site/shell/page.ts';
import { linkTo, type Place } from '../../site/shell/place.ts';
import { channels, type Channel } from '../asyncapi.ts';
import { introduction, whoMay } from '../openapi.ts';
import { operationId, type Answer, type Operation } from '../operation.ts';
import { refusalsOf } from '../refusals-of.ts';
import { Schemas } from '../schemas.ts';
import { curlOf } from './curl.ts';
import { fieldList, kindLinks, kindOf } from './fields.ts';
import { plainWords } from './plain-words.ts';

/** The API for people: every call with what it takes, what it answers, and a line that makes it. */
export function apiPage(
  place: Place,
  address: string,
  operations: readonly Operation[],
  schemas = new Schemas(),
): Page {
  const tags = [...new Set(operations.map(({ tag }) => tag))];
  const sections = tags.map((tag) =>
    h(
      'section',
      { 'aria-labelledby': anchorOf(tag) },
      h('h2', { id: anchorOf(tag) }, tag),
      operations.filter((one) => one.tag === tag).map((one) => call(one, address, schemas)),
    ),
  );
  return docsPage(place, 'API', [
    h('h1', { class: 'site-name' }, 'API'),
    ...introduction.split('\n\n').map((words) => h('p', {}, plainWords(words))),
    h(
      'p',
      {},
      'For programs: ',
      h('a', { href: linkTo(place, 'api/v1/openapi.json') }, 'OpenAPI 3.1'),
      ', and for sockets and streams ',
      h('a', { href: linkTo(place, 'api/v1/asyncapi.json') }, 'AsyncAPI 3'),
      '.',
    ),
    h(
      'nav',
      { class: 'api-rooms', 'aria-label': 'Calls' },
      h(
        'ul',
        {},
        [...tags, live, types].map((tag) =>
          h('li', {}, h('a', { href: `#${anchorOf(tag)}` }, tag)),
        ),
      ),
    ),
    ...sections,
    liveSection(schemas),
    h(
      'section',
      { 'aria-labelledby': anchorOf(types) },
      h('h2', { id: anchorOf(types) }, types),
      Object.entries(schemas.named)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, schema]) =>
          h(
            'article',
            { id: name, class: 'api-type' },
            h('h3', {}, name),
            fieldList(schema, schemas.named),
          ),
        ),
    ),
  ]);
}

const types = 'Types';
const live = 'Live';

/** What comes and goes by sockets and streams. */
function liveSection(schemas: Schemas): Element {
  const events = (said: Channel['sends']) =>
    h(
      'dl',
      { class: 'api-fields' },
      Object.entries(said).map(([name, { when, payload }]) => [
        h('dt', {}, h('code', {}, name)),
        h(
          'dd',
          {},
          plainWords(when),
          payload !== null && [
            ' ',
            h(
              'span',
              { class: 'api-kind' },
              kindLinks(schemas.of(payload, 'output'), schemas.named),
            ),
          ],
        ),
      ]),
    );
  return h(
    'section',
    { 'aria-labelledby': anchorOf(live) },
    h('h2', { id: anchorOf(live) }, live),
    channels.map(({ name, address, title, does, brings, sends, takes }) =>
      h(
        'article',
        { id: `live-${name}`, class: 'api-call' },
        h('h3', {}, h('a', { href: `#live-${name}` }, title)),
        h('p', { class: 'api-address' }, h('code', {}, address)),
        h('p', {}, plainWords(does)),
        brings !== undefined && [
          h('h4', {}, 'The handshake’s auth'),
          h('p', {}, kindLinks(schemas.of(brings, 'output'), schemas.named)),
        ],
        h('h4', {}, 'From the server'),
        events(sends),
        Object.keys(takes).length > 0 && [h('h4', {}, 'From the client'), events(takes)],
      ),
    ),
  );
}

/** A page of the documentation. It needs no script. */
export function docsPage(place: Place, title: string, parts: readonly Markup[]): Page {
  const { publisher } = place.site;
  return {
    status: 200,
    title: publisher === undefined ? title : `${title} – ${publisher.name}`,
    lang: 'en',
    framing: { kind: 'anyone' },
    head: [
      ...styleLinks(place),
      h('link', { rel: 'stylesheet', href: linkTo(place, 'assets/docs.css') }),
    ],
    body: framed(place, h('main', { id: 'main', class: 'api-docs' }, parts)),
  };
}

function anchorOf(tag: string): string {
  return tag.toLowerCase().replaceAll(' ', '-');
}

function call(operation: Operation, address: string, schemas: Schemas): Element {
  const { method, path, does, more, body, query = {}, for: who } = operation;
  const id = operationId(operation);
  const mays = whoMay(who);
  return h(
    'article',
    { id, class: 'api-call' },
    h('h3', {}, h('a', { href: `#${id}` }, does)),
    h('p', { class: 'api-address' }, h('code', {}, h('b', {}, method.toUpperCase()), ` ${path}`)),
    more !== undefined && h('p', {}, plainWords(more)),
    mays !== undefined && h('p', { class: 'api-who' }, plainWords(mays)),
    Object.keys(query).length > 0 && [
      h('h4', {}, 'Query'),
      h(
        'dl',
        { class: 'api-fields' },
        Object.entries(query).map(([name, [words, schema]]) => [
          h('dt', {}, h('code', {}, `${name}?`)),
          h('dd', {}, plainWords(words), ' ', h('span', { class: 'api-kind' }, kindOf(schema))),
        ]),
      ),
    ],
    body !== undefined && [h('h4', {}, 'Body'), bodyFields(operation, schemas)],
    h('h4', {}, 'Answers'),
    answers(operation, schemas),
    h(
      'pre',
      { class: 'api-curl', tabindex: 0, 'aria-label': 'For a terminal' },
      curlOf(operation, address),
    ),
  );
}

function bodyFields({ body }: Operation, schemas: Schemas): Markup | readonly Markup[] {
  if (body === undefined) return '';
  const schema = schemas.of(body, 'input');
  const several = schema['anyOf'] ?? schema['oneOf'];
  if (!Array.isArray(several)) return fieldList(schema, schemas.named);
  return several.flatMap((one: Readonly<Record<string, unknown>>, index) => [
    ...(index === 0 ? [] : [h('p', { class: 'api-kind' }, 'or')]),
    fieldList(one, schemas.named),
  ]);
}

function answers(operation: Operation, schemas: Schemas): Element {
  const good = Object.entries(operation.answers);
  const bad = [...refusalsOf(operation)]
    .map(([status, codes]) => [status, codes.filter((code) => !ofEvery.has(code))] as const)
    .filter(([status, codes]) => codes.length > 0 && !(status in operation.answers));
  return h(
    'dl',
    { class: 'api-fields' },
    good.map(([status, answer]) => [
      h('dt', {}, h('code', {}, status)),
      h('dd', {}, answerOf(answer, schemas)),
    ]),
    bad.map(([status, codes]) => [
      h('dt', {}, h('code', {}, String(status))),
      h(
        'dd',
        {},
        codes.flatMap((code, index) => [index === 0 ? '' : ', ', h('code', {}, code)]),
      ),
    ]),
  );
}

/** What calls of every sort may be answered stands once, above them all. */
const ofEvery: ReadonlySet<RefusalCode> = new Set([
  'not_signed_in',
  'not_allowed',
  'malformed',
  'too_large',
  'unsupported_type',
  'too_many_requests',
  'unexpected',
  'unavailable',
]);

function answerOf(answer: Answer, schemas: Schemas): readonly Markup[] {
  if (answer === null) return ['nothing'];
  if (typeof answer === 'string') return [answer === '*/*' ? 'a file' : answer];
  return kindLinks(schemas.of(answer, 'output'), schemas.named);
}
