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
        '/live/assets/newsroom.js',
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
    const { text } = await call(server.url, 'GET', '/assets/newsroom.js');
    const [name] = /newsroom-people-place-[A-Z0-9]{8}\.js/.exec(text) ?? [];
    const part = await call(server.url, 'GET', `/assets/${name}`);
    expect([part.status, part.headers.get('cache-control')]).toEqual([
      200,
      'max-age=31536000, immutable',
    ]);
    const gone = await call(server.url, 'GET', '/assets/newsroom-people-place-AAAAAAAA.js');
    expect([gone.status, gone.headers.get('cache-control')]).not.toContain(
      'max-age=31536000, immutable',
    );
    expect(gone.status).toBe(404);
  });
});
