import { z } from 'zod';
import { oembed, readiness } from '../answers/reading.ts';
import { room } from '../operation.ts';

const pages = room('Pages', '');
const machines = room('For other programs', '');
const watching = room('Operations', '');

const html = 'text/html';
const time = { type: 'string', format: 'date-time' };
const text = { type: 'string' };
const options = {
  layout: ['How it is drawn.', { enum: ['feed', 'rail', 'bar'] }],
  item: ['This item alone.', text],
} as const;

function page(path: string, does: string) {
  return pages(`GET /${path}`, 'readers', { does, answers: { 200: html } });
}

/** Pages, documents, files and what watches the server: nothing of it needs credentials. */
export const siteOperations = [
  page('', 'The start page'),
  page('feeds', 'Every feed that all sites may show'),
  pages('GET /feeds/{feed}', 'readers', {
    does: 'The page of a feed',
    query: { at: ['As it stood then.', time], before: ['Older items.', text] },
    answers: { 200: html, 400: html },
    refuses: ['unknown_feed'],
  }),
  pages('GET /feeds/{feed}/search', 'readers', {
    does: 'Search in a feed',
    query: { q: ['What is searched for.', text], before: ['Older results.', text] },
    answers: { 200: html, 400: html },
    refuses: ['unknown_feed'],
  }),
  page('feeds/{feed}/embed', 'The code that shows a feed on other sites'),
  pages('GET /feeds/{feed}/items/{id}', 'readers', {
    does: 'The page of an item',
    answers: { 200: html },
    refuses: ['unknown_item', 'taken_down'],
  }),
  pages('GET /embed/{feed}', 'readers', {
    does: 'A feed, or an item of it, for frames of other sites',
    query: options,
    answers: { 200: html },
    refuses: ['unknown_item', 'taken_down', 'origin_not_allowed'],
  }),
  page('newsroom', 'The newsroom'),
  page('newsroom/feeds/{feed}', 'The newsroom, at a feed'),
  page('newsroom/people', 'The newsroom, at its people'),
  page('newsroom/people/tokens', 'The newsroom, at its tokens'),
  page('newsroom/people/audit', 'The newsroom, at its audit'),
  page('newsroom/media', 'The newsroom, at its library'),
  page('newsroom/settings', 'The newsroom, at one’s own settings'),
  page('api/docs', 'This API, for people'),
  page('docs', 'Where documentation begins'),
  pages('GET /docs/{path}', 'readers', {
    does: 'A document for editors, sites, operators or developers, or a file beside one',
    answers: { 200: html },
    refuses: ['not_found'],
  }),
  machines('GET /api/v1/openapi.json', 'readers', {
    does: 'This API, for programs: OpenAPI 3.1',
    answers: { 200: z.looseObject({ openapi: z.string() }) },
  }),
  machines('GET /api/v1/asyncapi.json', 'readers', {
    does: 'Sockets and streams, for programs: AsyncAPI 3',
    answers: { 200: z.looseObject({ asyncapi: z.string() }) },
  }),
  machines('GET /feeds/{feed}/{format}', 'readers', {
    does: 'A feed as `rss.xml`, `atom.xml` or `feed.json`',
    answers: { 200: '*/*' },
    refuses: ['not_found'],
  }),
  machines('POST /websub', 'readers', {
    does: 'Subscribe to a feed’s document, or end it: the hub of WebSub',
    more: 'A form with `hub.mode`, `hub.topic`, `hub.callback`, and as you like `hub.lease_seconds` and `hub.secret`. There where the operator has set `PUBLIC_URL`. Faults of the form are told in `text/plain`.',
    bodyType: 'application/x-www-form-urlencoded',
    answers: { 202: null, 400: 'text/plain' },
    refuses: ['not_found', 'unsupported_type', 'too_large', 'too_many_requests'],
  }),
  machines('GET /feeds/{feed}/items/{id}/card.png', 'readers', {
    does: 'An item, drawn for cards on other sites',
    answers: { 200: 'image/png' },
    refuses: ['unknown_item', 'taken_down', 'not_found'],
  }),
  machines('GET /oembed', 'readers', {
    does: 'oEmbed 1.0, for the address of a feed’s or an item’s page',
    query: {
      url: ['The address.', text],
      format: ['`json`.', text],
      maxwidth: ['Pixels.', { type: 'integer' }],
      maxheight: ['Pixels.', { type: 'integer' }],
    },
    answers: { 200: oembed },
    refuses: ['invalid_input', 'not_found', 'unknown_item', 'unknown_format'],
  }),
  machines('GET /robots.txt', 'readers', {
    does: 'What crawlers may read',
    answers: { 200: 'text/plain' },
  }),
  machines('GET /.well-known/security.txt', 'readers', {
    does: 'Whom to tell of a weakness of this site (RFC 9116)',
    answers: { 200: 'text/plain' },
    refuses: ['not_found'],
  }),
  machines('GET /sitemap.xml', 'readers', {
    does: 'The start page and all public feeds, for search engines',
    answers: { 200: 'application/xml' },
    refuses: ['not_found'],
  }),
  machines('GET /news-sitemap.xml', 'readers', {
    does: 'The items of the last 48 hours, for search engines',
    answers: { 200: 'application/xml' },
    refuses: ['not_found'],
  }),
  machines('GET /media/{id}/{name}', 'readers', {
    does: 'A picture or a sound',
    answers: { 200: '*/*' },
    refuses: ['not_found'],
  }),
  machines('GET /v1/{name}', 'readers', {
    does: 'The scripts for other sites: `ticker.js`, `ticker.mjs`, `embed.js`, and what they load',
    answers: { 200: 'text/javascript' },
    refuses: ['not_found'],
  }),
  machines('GET /v1/words/{lang}', 'readers', {
    does: 'The words of the interface in a language',
    answers: { 200: z.looseObject({ lang: z.string() }) },
  }),
  machines('GET /assets/{name}', 'readers', {
    does: 'Styles and scripts of our own pages',
    answers: { 200: '*/*' },
    refuses: ['not_found'],
  }),
  machines('GET /assets/demo/{name}', 'readers', {
    does: 'Pictures of the demo',
    answers: { 200: '*/*' },
    refuses: ['not_found'],
  }),
  machines('GET /favicon.ico', 'readers', {
    does: 'The site’s mark',
    answers: { 200: 'image/x-icon' },
  }),
  machines('GET /newsroom.webmanifest', 'readers', {
    does: 'By which the newsroom is installed',
    answers: { 200: 'application/manifest+json' },
  }),
  machines('GET /socket.io', 'readers', {
    does: 'Socket.IO, over WebSockets alone',
    more: 'Its events are in [asyncapi.json](asyncapi.json). Long polling is refused, in Engine.IO’s own words.',
    answers: { 200: 'text/plain', 400: z.object({ code: z.int(), message: z.string() }) },
  }),
  watching('GET /healthz', 'readers', {
    does: 'Whether the process answers',
    answers: { 200: z.object({ status: z.literal('alive') }) },
  }),
  watching('GET /readyz', 'readers', {
    does: 'Whether the server can do its work',
    query: { for: ['`reading` leaves out whether the log can be written.', text] },
    answers: { 200: readiness, 503: readiness },
  }),
  watching('GET /metrics', 'readers', {
    does: 'Metrics for Prometheus',
    more: 'For who has `METRICS_TOKEN`, as a bearer token; without that for programs of this machine. Where `METRICS_PORT` is set, they are there alone.',
    answers: { 200: 'text/plain' },
    refuses: ['not_signed_in', 'not_allowed', 'not_found'],
  }),
];
