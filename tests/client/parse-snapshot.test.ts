import { parseSnapshot } from '../../client/ticker/store/parse-snapshot.ts';
import { FeedOf, itemOf } from './feed-of.ts';

test('a page with the state of its feed starts from that state', () => {
  const feed = new FeedOf();
  feed.post('First');
  const snapshot = feed.snapshot([itemOf(1)], { more: 'cursor' });
  expect(parseSnapshot(JSON.stringify(snapshot), 'feed')).toEqual(snapshot);
});

test.each([
  ['no state', ''],
  ['broken state', '{"feed":"feed","epoch"'],
  ['something else', '["feed"]'],
  ['the state of another feed', JSON.stringify(new FeedOf('other').snapshot())],
  ['a state without a position', JSON.stringify({ ...new FeedOf().snapshot(), seq: '1' })],
  ['items that are none', JSON.stringify({ ...new FeedOf().snapshot(), items: [null] })],
])('a page with %s starts from nothing', (_, json) => {
  expect(parseSnapshot(json, 'feed')).toBeUndefined();
});
