import { z } from 'zod';
import { draftChange, itemChange, newItem, takedown } from '../../admin/input/item-input.ts';
import { nothing, returned } from '../../admin/input/draft-input.ts';
import { previewInput } from '../../admin/input/preview-input.ts';
import { written } from '../answers/item.ts';
import { drafts, preview, source } from '../answers/newsroom.ts';
import { searchPage, wordings } from '../answers/reading.ts';
import { room } from '../operation.ts';
import { searching } from './reading.ts';

const items = room('Items and drafts', '/api/v1/feeds/{feed}');
const anywhere = room('Items and drafts', '/api/v1');

/** What is written and published. */
export const itemOperations = [
  items('POST /items', ['publish', 'write drafts'], {
    does: 'Publish an item, or keep a draft',
    more: 'With `draft: true` no reader sees it; with `embargo` nobody does before that time; in a feed with `undoSeconds` it is held for so long, and the answer is the draft. What another system sent under the same `externalId` is answered by the item as it is now.',
    body: newItem,
    example: { headline: 'Gates shut', body: 'All **four** sea gates are down.', breaking: true },
    answers: { 201: written },
    refuses: ['external_id_taken', 'unknown_item', 'taken_down'],
    once: true,
  }),
  items('PATCH /items/{id}', ['publish', 'write drafts'], {
    does: 'Change an item or a draft',
    more: 'A published one by its `kind`: `edit`, `correct`, `strike`, `unstrike` or `redact`; all but the first with a `note` for readers. A draft by its fields; `draft: false` publishes it.',
    body: z.union([itemChange, draftChange]),
    example: { kind: 'correct', note: 'Three gates, not four.', body: 'Three gates are down.' },
    answers: { 200: written },
    refuses: ['unknown_item', 'taken_down', 'already_published', 'not_struck', 'wrong_state'],
    once: true,
    revision: 'required',
  }),
  items('DELETE /items/{id}', ['publish', 'write drafts'], {
    does: 'Take an item down, or discard a draft',
    more: 'A takedown is through in two seconds, on open pages and in caches. With `If-Match` and without a reason it means a draft alone, and answers 204.',
    body: takedown,
    bodyIsOptional: true,
    example: { reason: 'The family asked.' },
    answers: { 200: written, 204: null },
    refuses: ['unknown_item', 'taken_down', 'already_published', 'wrong_state'],
    once: true,
    revision: 'where words change',
  }),
  items('PUT /items/{id}/pin', ['publish'], {
    does: 'Pin an item',
    answers: { 200: written },
    refuses: ['unknown_item', 'taken_down', 'not_published'],
    once: true,
  }),
  items('DELETE /items/{id}/pin', ['publish'], {
    does: 'Unpin an item',
    answers: { 200: written },
    refuses: ['unknown_item', 'taken_down', 'not_published'],
    once: true,
  }),
  items('GET /items/{id}/source', ['read drafts'], {
    does: 'The Markdown of an item or a draft, as its editor wrote it',
    answers: { 200: source },
    refuses: ['unknown_item'],
  }),
  items('GET /items/{id}/wordings', ['read drafts'], {
    does: 'Everything that an item ever said, and who wrote it',
    answers: { 200: wordings },
    refuses: ['unknown_item', 'taken_down'],
  }),
  items('GET /drafts', ['read drafts'], {
    does: 'The drafts of a feed, and what waits for its time',
    answers: { 200: drafts },
  }),
  items('POST /items/{id}/submit', ['write drafts'], {
    does: 'Send a draft to the editors',
    body: nothing,
    bodyIsOptional: true,
    answers: { 200: written },
    refuses: ['unknown_item', 'taken_down', 'already_published', 'wrong_state'],
    once: true,
    revision: 'required',
  }),
  items('POST /items/{id}/return', ['publish'], {
    does: 'Send a draft back to its author',
    body: returned,
    example: { note: 'Who says so?' },
    answers: { 200: written },
    refuses: ['unknown_item', 'taken_down', 'already_published', 'wrong_state'],
    once: true,
    revision: 'required',
  }),
  items('POST /items/{id}/recall', ['publish'], {
    does: 'Take a held post back: it is a draft then',
    body: nothing,
    bodyIsOptional: true,
    answers: { 200: written },
    refuses: ['unknown_item', 'taken_down', 'already_published', 'wrong_state'],
    once: true,
  }),
  anywhere('POST /preview', ['write drafts'], {
    does: 'How a text will look; nothing is kept',
    body: previewInput,
    example: { body: 'All **four** gates' },
    answers: { 200: preview },
  }),
  anywhere('GET /search', ['read drafts'], {
    does: 'Published items of all feeds that have all the words',
    query: searching,
    answers: { 200: searchPage },
    refuses: ['invalid_input', 'too_many_requests'],
  }),
];
