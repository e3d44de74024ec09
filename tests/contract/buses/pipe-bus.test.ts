import type { Announcement } from '../../../src/bus/bus.ts';
import { Exchange, type PipeMessage } from '../../../src/bus/exchange.ts';
import { until } from '../../until.ts';
import { changeOf, closeBuses, pipes, joined } from './buses.ts';

afterEach(closeBuses);

describe('the exchange of one machine', () => {
  test('a change too long to carry is announced without its body', async () => {
    const exchange = new Exchange();
    const [here, there] = [joined(exchange), joined(exchange)];
    const heard: Announcement[] = [];
    there.onAnnouncement((announcement) => heard.push(announcement));
    here.announce({ feed: 'long', change: changeOf('long', 1, 'x'.repeat(70_000)) });
    await until(() => heard.length > 0, 'the announcement');
    expect(heard).toEqual([{ feed: 'long' }]);
  });

  test('without an answer from it nothing throws, this instance hears, and the proof fails', async () => {
    const alone = joined(undefined, 50);
    const heard: Announcement[] = [];
    alone.onAnnouncement((announcement) => heard.push(announcement));
    alone.announce({ feed: 'a' });
    expect(heard).toEqual([{ feed: 'a' }]);
    await expect(alone.ping()).rejects.toThrow('no echo');
  });

  test('who left is told nothing', async () => {
    const exchange = new Exchange();
    const [near, far] = pipes();
    const leave = exchange.join(far);
    const told: PipeMessage[] = [];
    near.onMessage((message) => told.push(message));
    const [here, there] = [joined(exchange), joined(exchange)];
    here.announce({ feed: 'before' });
    await until(() => told.length === 1, 'the first');
    leave();
    const heard: string[] = [];
    there.onAnnouncement(({ feed }) => heard.push(feed));
    here.announce({ feed: 'after' });
    await until(() => heard.length > 0, 'the second, elsewhere');
    expect(told).toHaveLength(1);
  });
});
