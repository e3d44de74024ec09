import { room } from '../operation.ts';

const stories = room('Import and export', '/api/v1/feeds/{feed}');
const lines = 'application/x-ndjson';

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
];
