import { newWireInput, wireChangeInput } from '../../import/api/wire-input.ts';
import { oneWire, wires } from '../answers/outside.ts';
import { room } from '../operation.ts';

const stories = room('Import and export', '/api/v1/feeds/{feed}');
const lines = 'application/x-ndjson';

const wire = room('Wires', '/api/v1/feeds/{feed}/wires');

export const importOperations = [
  stories('POST /import', ['import or export'], {
    does: 'Bring in a live blog with its past',
    more: 'The body is the story, or `from` is its address. Lines of `{progress}`, at last `{report}`, or `{problem}` where it broke off: sent again, it goes on.',
    query: {
      from: ['The address of the story.', { type: 'string', format: 'uri' }],
      format: ['Its form; by how it begins otherwise.', { type: 'string' }],
      dryRun: ['Change nothing, and tell what it would do.', { enum: ['1', 'true'] }],
      pictures: ['Leave pictures where they are.', { const: 'link' }],
    },
    bodyType: 'application/octet-stream',
    bodyIsOptional: true,
    answers: { 200: lines },
    refuses: ['malformed', 'invalid_input', 'too_large', 'unsupported_type', 'too_many_requests'],
  }),
  stories('GET /export', ['import or export'], {
    does: 'The feed with its past, as lines that an import takes',
    query: { media: ['With the files of the library.', { enum: ['1', 'true'] }] },
    answers: { 200: lines },
    refuses: ['invalid_input'],
  }),
  wire('GET', ['import or export'], {
    does: 'The wires of a feed: what comes in again and again',
    answers: { 200: wires },
  }),
  wire('POST', ['import or export'], {
    does: 'Add a wire',
    more: 'It is looked at every `everySeconds`. Its entries go to the editors as submitted drafts (`queue`), or straight `out`.',
    body: newWireInput(true),
    example: { url: 'https://agency.example/storm.rss', goes: 'queue' },
    answers: { 201: oneWire },
    refuses: ['wrong_state'],
  }),
  wire('PATCH /{id}', ['import or export'], {
    does: 'Pause a wire, let it go on, or change what comes by it',
    body: wireChangeInput,
    example: { state: 'paused' },
    answers: { 200: oneWire },
    refuses: ['not_found'],
  }),
  wire('DELETE /{id}', ['import or export'], {
    does: 'Remove a wire; what came by it stays',
    answers: { 204: null },
    refuses: ['not_found'],
  }),
];
