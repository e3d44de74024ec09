import type { Announcement } from '../../src/bus/bus.ts';
import { Relay, type RelayMessage } from '../../src/bus/relay.ts';
import { until } from '../until.ts';
import { changeOf, closeBuses, pipes, relayed } from './buses.ts';

afterEach(closeBuses);

describe('the relay of one machine', () => {
  test('a change too long to carry is announced without its body', async () => {
    const relay = new Relay();
    const [here, there] = [relayed(relay), relayed(relay)];
    const heard: Announcement[] = [];
    there.onAnnouncement((announcement) => heard.push(announcement));
    here.announce({ feed: 'long', change: changeOf('long', 1, 'x'.repeat(70_000)) });
    await until(() => heard.length > 0, 'the announcement');
    expect(heard).toEqual([{ feed: 'long' }]);
  });

  test('without an answer from it nothing throws, this instance hears, and the proof fails', async () => {
    const alone = relayed(undefined, 50);
    const heard: Announcement[] = [];
    alone.onAnnouncement((announcement) => heard.push(announcement));
    alone.announce({ feed: 'a' });
    expect(heard).toEqual([{ feed: 'a' }]);
    await expect(alone.ping()).rejects.toThrow('no echo');
  });

  test('who left is told nothing', async () => {
    const relay = new Relay();
    const [near, far] = pipes();
    const leave = relay.join(far);
    const told: RelayMessage[] = [];
    near.onMessage((message) => told.push(message));
    const [here, there] = [relayed(relay), relayed(relay)];
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
