import { call } from '../../call.ts';
import { openNewsroom } from './newsroom-room.ts';

describe('the places of the newsroom', () => {
  const room = openNewsroom();
  const paths = [
    '/newsroom',
    '/newsroom/feeds/storm',
    '/newsroom/people',
    '/newsroom/people/tokens',
    '/newsroom/people/audit',
    '/newsroom/media',
    '/newsroom/settings',
  ];

  test('are one page for no cache, whose files are found from each address, below a path too', async () => {
    const { server } = room;
    const shell = await call(server.url, 'GET', '/newsroom');
    for (const path of paths) {
      const { status, headers, text } = await call(server.url, 'GET', path);
      expect([path, status, headers.get('cache-control')]).toEqual([
        path,
        200,
        'private, no-store',
      ]);
      for (const name of ['content-security-policy', 'cross-origin-opener-policy']) {
        expect(headers.get(name)).toBe(shell.headers.get(name));
      }
      const files = [...text.matchAll(/(?:src|href)="([^"]*assets[^"]*)"/g)];
      const below = new URL(`https://news.example.org/live${path}`);
      expect(files.map(([, file = '']) => new URL(file, below).pathname)).toEqual([
        '/live/assets/newsroom.css',
        expect.stringMatching(/^\/live\/assets\/newsroom-application-[a-z0-9]{8}\.js$/),
      ]);
    }
  });

  test('what is no place of it is no page', async () => {
    for (const path of ['/newsroom/else', '/newsroom/people/x', '/newsroom/feeds/storm/x']) {
      expect((await call(room.server.url, 'GET', path)).status).toBe(404);
    }
  });

  test('the code of a place is kept for good, because another state of it has another name', async () => {
    const { server } = room;
    const page = await call(server.url, 'GET', '/newsroom');
    const [script = ''] = /assets\/newsroom-application-[a-z0-9]{8}\.js/.exec(page.text) ?? [];
    const { text } = await call(server.url, 'GET', `/${script}`);
    // All that is needed before anything shows is in one file: it imports nothing at once.
    expect(text).not.toMatch(/(^|;)import\s*["'{]/);
    const [name] = /newsroom-people-place-[a-z0-9]{8}\.js/.exec(text) ?? [];
    for (const path of [`/${script}`, `/assets/${name}`]) {
      const part = await call(server.url, 'GET', path);
      expect([path, part.status, part.headers.get('cache-control')]).toEqual([
        path,
        200,
        'max-age=31536000, immutable',
      ]);
    }
    const gone = await call(server.url, 'GET', '/assets/newsroom-people-place-00000000.js');
    expect([gone.status, gone.headers.get('cache-control')]).not.toContain(
      'max-age=31536000, immutable',
    );
    expect(gone.status).toBe(404);
  });
});
