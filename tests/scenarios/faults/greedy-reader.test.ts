import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import type { LogSegment } from '../../../src/feed/messages.ts';
import { call } from '../../call.ts';
import { upgrade } from '../../faults/attacks/attack.ts';
import { clientFrame } from '../../gateway/frames.ts';
import { TestServer } from '../../server.ts';
import { emptyFolder } from '../../services/databases.ts';
import { until } from '../../until.ts';

const mask = Buffer.from([1, 2, 3, 4]);
const changes = 60;
const textBytes = 40_000;
/** What the kernel's buffers of both ends take, and a few answers. Answered one and all it would be 70 MB and more. */
const mostBytes = 30 * 1024 * 1024;

function say(packet: string): Buffer {
  return clientFrame({ opcode: 1, payload: Buffer.from(packet) }, mask);
}

test('a reader that asks from true positions and does not read has few answers waiting, and gets the last when it reads (L4)', async () => {
  const place = emptyFolder();
  await using server = await TestServer.start(place);
  await server.createFeed('storm');
  for (let n = 0; n < changes; n += 1) {
    await server.publish('storm', { body: randomBytes(textBytes / 2).toString('hex') });
  }
  const { epoch } = (await call(server.url, 'GET', '/api/v1/feeds/storm/head')).json;
  const path = `/api/v1/feeds/storm/log/${String(epoch)}/0`;
  const log = (await call(server.url, 'GET', path)).json as unknown as LogSegment;

  const tcp = connect(Number(new URL(server.url).port), '127.0.0.1');
  let bytes = 0;
  let end = '';
  const seen = new Set<string>();
  tcp.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    // A word may be cut in two.
    const text = end + chunk.toString('latin1');
    for (const word of ['40{', '42["snapshot"', 'Live again'])
      if (text.includes(word)) seen.add(word);
    end = text.slice(-20);
  });
  tcp.write(upgrade);
  tcp.write(say('40'));
  await until(() => seen.has('40{'), 'Socket.IO to answer');
  tcp.pause();
  bytes = 0;
  const lagging = async () =>
    Number(
      /^dateline_lagging_readers (\d+)/m.exec(
        (await call(server.url, 'GET', '/metrics')).text,
      )?.[1],
    );
  for (const { seq, tag } of log.changes.slice(0, 50)) {
    tcp.write(say(`42["subscribe",${JSON.stringify({ feed: 'storm', epoch, seq, tag })}]`));
    // Each comes in a piece of its own: a burst in one would be answered once.
    await call(server.url, 'GET', '/healthz');
  }
  expect(await lagging()).toBeGreaterThan(0);
  tcp.write(say('42["subscribe",{"feed":"storm"}]'));
  tcp.resume();
  await until(() => seen.has('42["snapshot"'), 'the snapshot');
  expect(bytes).toBeLessThan(mostBytes);
  await until(async () => (await lagging()) === 0, 'nobody to lag');
  // And it is live.
  await server.publish('storm', { headline: 'Live again' });
  await until(() => seen.has('Live again'), 'the change');
  tcp.destroy();
  await place.drop();
});
