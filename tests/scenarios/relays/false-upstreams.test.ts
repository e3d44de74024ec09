import { call } from '../../call.ts';
import { snapshotAt, startRelay } from '../../relay-tree.ts';
import { emptyFolder } from '../../services/databases.ts';
import { freePort } from '../../services/free-port.ts';
import { StockReader } from '../../stock-reader.ts';
import { until } from '../../until.ts';
import { LyingUpstream } from './lying-upstream.ts';

describe('a relay', () => {
  test('shows nothing of an upstream that lies, and says what is wrong; one whose log was set back it follows', async () => {
    const place = emptyFolder();
    await using upstream = await LyingUpstream.open();
    await using relay = await startRelay(place, upstream.url);
    const detail = async (feed: string) => {
      const { status, json } = await call(relay.url, 'GET', `/api/v1/feeds/${feed}`);
      return [status, String(json['detail'])];
    };
    const words = {
      moved: 'answers 302: it has moved; give its new address',
      endless: 'sends an event without end',
      strange: 'does not answer as a Dateline does',
      crooked: 'contradicts itself: its changes do not lead to where it says it is',
      huge: 'answers without end, or too much, or broke off',
    };
    for (const [feed, why] of Object.entries(words)) {
      expect(await detail(feed)).toEqual([503, `The upstream of this relay ${why}.`]);
    }
    using reader = new StockReader(relay.url, { v: 1, subs: [{ feed: 'honest' }] });
    await until(() => reader.of('head').length > 0, 'the reader to have joined');
    upstream.history = 'b';
    upstream.hangUp();
    await until(() => reader.of('snapshot').length > 1, 'the reader to begin anew');
    expect(reader.of('snapshot')[1]).toMatchObject({ seq: 3, tag: 'b3', reset: 'fork' });
    expect((await snapshotAt(relay, 'honest')).tag).toBe('b3');
    await place.drop();
  });

  test('that would have its news from itself serves nothing, and says so', async () => {
    const [place, port] = [emptyFolder(), await freePort()];
    await using relay = await startRelay(place, `http://127.0.0.1:${port}`, port);
    const why = 'has its news from this relay: set UPSTREAM_URL to another server';
    await until(async () => {
      const { upstream } = (await call(relay.url, 'GET', '/readyz')).json;
      return (upstream as { reason?: string }).reason === why;
    }, 'the circle to be noticed');
    const { status, json } = await call(relay.url, 'GET', '/api/v1/feeds/storm');
    expect([status, json['detail']]).toEqual([503, `The upstream of this relay ${why}.`]);
    await place.drop();
  });
});
