import {
  history,
  itemsPage,
  logHead,
  logSegment,
  logTime,
  searchPage,
  tempo,
} from '../answers/reading.ts';
import { item, snapshot } from '../answers/item.ts';
import { room, type Query } from '../operation.ts';

const reading = room('Read a feed', '/api/v1/feeds/{feed}');

const text = { type: 'string' };

export const searching: Query = {
  q: ['One to ten words, all of which are there.', { type: 'string', maxLength: 200 }],
  before: ['The `next` of the same search.', text],
  limit: ['How many: 1 to 50; 20 without it.', { type: 'integer', minimum: 1, maximum: 50 }],
};

/** What readers and their programs ask. No credentials; `origins` of the feed say which sites’ pages may. */
export const readingOperations = [
  reading('GET', 'readers', {
    does: 'A feed as it is now, or as it stood',
    more: 'The newest items, the pinned one and what the feed says of itself, with the position at which all of this holds.',
    query: {
      at: [
        'As readers saw it then: an RFC 3339 time with its zone.',
        { type: 'string', format: 'date-time' },
      ],
    },
    answers: { 200: snapshot },
    refuses: ['invalid_input'],
  }),
  reading('GET /head', 'readers', {
    does: 'The position of a feed',
    more: 'For programs that poll: the same `seq` and `tag` as before means that nothing happened. `scrubbed` belongs into the address of log segments.',
    answers: { 200: logHead },
  }),
  reading('GET /log/{epoch}/{n}', 'readers', {
    does: 'A segment of the log: changes 64n+1 to 64n+64',
    query: { v: ['`scrubbed` of `head`, so that caches may keep it for good.', text] },
    answers: { 200: logSegment },
    refuses: ['not_found', 'unknown_epoch', 'too_many_requests'],
  }),
  reading('GET /items', 'readers', {
    does: 'Older items, page by page',
    query: {
      before: ['The cursor of the page before, where the newest come first.', text],
      after: ['The same with `order=oldest`.', text],
      limit: ['How many: 1 to 100; 20 without it.', { type: 'integer', minimum: 1, maximum: 100 }],
      key: ['Key events alone.', { enum: ['true', 'false'] }],
      order: ['Which come first; `newest` without it.', { enum: ['newest', 'oldest'] }],
      filter: ['`key`, `breaking`, `tag:x` or `byline:x`.', text],
    },
    answers: { 200: itemsPage },
    refuses: ['invalid_input'],
  }),
  reading('GET /items/{id}', 'readers', {
    does: 'One item',
    answers: { 200: item },
    refuses: ['unknown_item', 'taken_down'],
  }),
  reading('GET /items/{id}/history', 'readers', {
    does: 'What an item said before its public corrections',
    answers: { 200: history },
    refuses: ['unknown_item', 'taken_down'],
  }),
  reading('GET /search', 'readers', {
    does: 'Items of a feed that have all the words, newest first',
    query: searching,
    answers: { 200: searchPage },
    refuses: ['invalid_input', 'too_many_requests'],
  }),
  reading('GET /tempo', 'readers', {
    does: 'How much was posted when',
    answers: { 200: tempo },
  }),
  reading('GET /fragment', 'readers', {
    does: 'The newest items as HTML, for other sites’ templates',
    query: {
      limit: ['How many: 1 to 20.', { type: 'integer', minimum: 1, maximum: 20 }],
      layout: ['How they are drawn; `feed` without it.', { enum: ['feed', 'rail', 'bar'] }],
    },
    answers: { 200: 'text/html' },
    refuses: ['invalid_input'],
  }),
  reading('GET /stream', 'readers', {
    does: 'A feed live, as Server-Sent Events',
    more: 'Its events are in [asyncapi.json](asyncapi.json). Every refusal is an event too, with status 200, because a browser shows a page no other answer.',
    query: {
      lastEventId: ['Where to go on from, where no `Last-Event-ID` can be sent.', text],
      site: ['In a frame: the origin of the page around it.', text],
    },
    answers: { 200: 'text/event-stream' },
  }),
  reading('GET /clock', 'readers', {
    does: 'The time by which items are dated',
    answers: { 200: logTime },
    refuses: ['origin_not_allowed'],
  }),
  reading('POST /reports', 'readers', {
    does: 'Tell how long an item took to a reader’s screen',
    query: { ms: ['Whole milliseconds.', { type: 'integer', minimum: 0, maximum: 60_000 }] },
    answers: { 204: null },
    refuses: ['invalid_input', 'origin_not_allowed'],
  }),
];
