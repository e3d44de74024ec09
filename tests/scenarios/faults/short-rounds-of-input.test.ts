import { attack } from '../../faults/rounds/hostile-input.ts';
import { onEmbedded, onPostgres } from '../../faults/rounds/load/many-publishers.ts';
import { oneAddress } from '../../faults/rounds/load/one-address.ts';
import { sendTogether } from '../../faults/rounds/same-key.ts';
import type { Row } from '../../faults/round.ts';

// The long ones: npm run faults.
/** What is wrong with a round, and the first example of it. */
const wrongIn = ({ wrong, example }: Row): unknown =>
  wrong === 0 ? undefined : { wrong, example };

test('64 publishers at once on three instances lose, double and reorder nothing', async () => {
  expect(wrongIn(await onPostgres(1))).toBeUndefined();
});

test('nor do they on the embedded database', async () => {
  expect(wrongIn(await onEmbedded(1))).toBeUndefined();
});

test('one Idempotency-Key fifty times at once to three instances is one row and one answer', async () => {
  expect(wrongIn(await sendTogether(2))).toBeUndefined();
});

test('hostile input is refused clearly, and nobody else notices', async () => {
  expect(wrongIn(await attack(1))).toBeUndefined();
});

test('one address that does all it can is bounded, and others notice nothing (L1 to L7)', async () => {
  expect(wrongIn(await oneAddress({ minutes: 0.05, isTimed: false }))).toBeUndefined();
});
