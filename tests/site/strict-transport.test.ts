import { TestServer } from '../server.ts';
import { emptyFolder } from '../services/databases.ts';

test.each([
  ['https://live.example', 'max-age=31536000'],
  ['https://paper.example/news/live', null],
  ['http://live.example', null],
  [undefined, null],
])('with the public address %s every answer says %s of TLS', async (publicUrl, said) => {
  const place = emptyFolder();
  await using server = await TestServer.start(place, { publicUrl });
  await server.createFeed('f');
  for (const path of [
    '/feeds/f',
    '/api/v1/feeds/f/head',
    '/v1/ticker.js',
    '/newsroom',
    '/nothing',
  ]) {
    const answer = await fetch(server.url + path);
    expect([path, answer.headers.get('strict-transport-security')]).toEqual([path, said]);
  }
  await place.drop();
});
