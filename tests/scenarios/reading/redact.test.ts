import { walkErasure } from './walk-erasure.ts';

const other = 'https://a.example/other';
const redaction = {
  kind: 'redact',
  note: 'A name that must not stand.',
  headline: 'The resident',
  body: 'A resident.',
  bylines: ['Ida'],
  tags: [],
  link: other,
  audio: null,
  images: [{ url: `${other}.png`, alt: 'A house' }],
};

describe('what is replaced and erased', () => {
  test('is gone from every address that the contract names, and from what a reader on the socket is sent', async () => {
    await walkErasure(
      async (server, path) => {
        const done = await server.call('PATCH', path, redaction, { 'if-match': '"2"' });
        expect(done.status).toBe(200);
      },
      async ({ server, id, marks }) => {
        const page = await server.call('GET', `/feeds/f/items/${id}`);
        expect(page.text).toContain('A name that must not stand.');
        expect(marks[0]).not.toBe(marks[1]);
      },
    );
  });
});
