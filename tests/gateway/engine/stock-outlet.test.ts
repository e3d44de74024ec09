import type { Socket } from 'socket.io';
import { StockOutlet } from '../../../src/gateway/engine/stock/stock-outlet.ts';
import { textFrame, textsIn } from '../../../src/gateway/engine/frame.ts';
import { Message } from '../../../src/gateway/fan-out/message.ts';
import { maxWaitingBytes } from '../../../src/gateway/reader-bounds.ts';
import { until } from '../../until.ts';

/** A connection of Engine.IO whose client reads only when the test says so. */
class Stalled {
  readonly request = { headers: { host: 'localhost' } };
  readyState = 'open';
  readonly written: string[] = [];
  private waiting: (() => void)[] = [];

  write(packet: string, _options: undefined, sent: () => void): void {
    this.written.push(packet);
    this.waiting.push(sent);
  }

  close(): void {
    this.readyState = 'closed';
  }

  read(): void {
    for (const sent of this.waiting.splice(0)) sent();
  }
}

function outletOn(conn: Stalled): StockOutlet {
  return new StockOutlet(conn as unknown as Socket['conn']);
}

const refused = Message.of('refused', { code: 'unknown_feed', message: 'no', retry: false });

test('the texts of frames of every length are read back as they were', () => {
  const texts = ['', 'a', 'ü'.repeat(62), 'b'.repeat(126), '🌉'.repeat(9_000), 'c'.repeat(70_000)];
  const frames = Buffer.concat(texts.map((text) => textFrame(Buffer.from(text))));
  expect(textsIn(frames)).toEqual(texts);
  expect(textsIn(frames)).toBe(textsIn(frames));
});

test('a reader that does not read is full above the bound, and is told when all has gone out', () => {
  const conn = new Stalled();
  const outlet = outletOn(conn);
  const heard: string[] = [];
  outlet.say(textFrame(Buffer.from(`4${'x'.repeat(maxWaitingBytes)}`)));
  expect(outlet.isFull).toBe(false);
  const undo = outlet.onDrained(() => heard.push('undone'));
  outlet.onDrained(() => heard.push('drained'));
  outlet.say(refused.frame);
  expect(outlet.isFull).toBe(true);
  undo();
  conn.read();
  expect(outlet.isFull).toBe(false);
  expect(heard).toEqual(['drained']);
  expect(conn.written.at(-1)).toBe(refused.packet);
});

test('a reader that asks without end and does not read is cut off', async () => {
  const conn = new Stalled();
  const outlet = outletOn(conn);
  outlet.say(textFrame(Buffer.from(`4${'x'.repeat(maxWaitingBytes + 1)}`)));
  for (let n = 0; n < 999; n += 1) outlet.say(refused.frame);
  expect(conn.readyState).toBe('open');
  outlet.say(refused.frame);
  await until(() => conn.readyState === 'closed', 'the end');
  const { length } = conn.written;
  outlet.say(refused.frame);
  expect(conn.written).toHaveLength(length);
});
