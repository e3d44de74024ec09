import { upload, uploads, usedUpload } from '../answers/outside.ts';
import { room } from '../operation.ts';

const media = room('Pictures and sounds', '/api/v1/media');

export const mediaOperations = [
  media('POST', ['write drafts'], {
    does: 'Add a picture or a sound',
    more: 'The body itself, or a form with the field `file`; by its content a JPEG, PNG, WebP, AVIF or GIF, an MP3, M4A, AAC, Ogg or WAV, up to 30 MB.',
    query: { name: ['What the file is called.', { type: 'string' }] },
    bodyType: 'application/octet-stream',
    answers: { 201: upload },
    refuses: ['malformed', 'too_large', 'not_a_picture', 'media_unavailable'],
  }),
  media('GET', ['write drafts'], {
    does: 'The newest pictures and sounds',
    query: {
      q: ['Words of the file’s name.', { type: 'string' }],
      before: ['The id of the last one of the page before.', { type: 'string' }],
    },
    answers: { 200: uploads },
  }),
  media('GET /{id}', ['write drafts'], {
    does: 'A picture or a sound, and what shows it',
    answers: { 200: usedUpload },
    refuses: ['not_found'],
  }),
  media('DELETE /{id}', ['publish'], {
    does: 'Erase a picture or a sound that nothing shows',
    query: { drafts: ['Take it out of drafts first.', { const: 'true' }] },
    answers: { 204: null },
    refuses: ['not_found', 'invalid_input', 'in_use', 'not_allowed'],
  }),
];
