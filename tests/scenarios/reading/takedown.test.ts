import { walkErasure } from './walk-erasure.ts';

describe('what is taken down', () => {
  test('is gone from every address that the contract names, and from what a reader on the socket is sent (R22)', async () => {
    await walkErasure(
      async (server, path) => {
        await server.call('DELETE', path, { reason: 'asked for' });
      },
      async ({ server, id }) => {
        expect((await server.call('GET', '/news-sitemap.xml')).text).not.toContain(id);
        expect((await server.call('GET', `/feeds/f/items/${id}`)).status).toBe(410);
      },
    );
  });
});
