import { attack } from '../../faults/rounds/hostile-input.ts';
import { onEmbedded, onPostgres } from '../../faults/rounds/load/many-publishers.ts';
import { oneAddress } from '../../faults/rounds/load/one-address.ts';
import { sendTogether } from '../../faults/rounds/same-key.ts';

// The long ones: npm run faults.
const right = { wrong: 0 };

test('64 publishers at once on three instances lose, double and reorder nothing', async () => {
  expect(await onPostgres(1)).toMatchObject(right);
});

test('nor do they on the embedded database', async () => {
  expect(await onEmbedded(1)).toMatchObject(right);
});

test('one Idempotency-Key fifty times at once to three instances is one row and one answer', async () => {
  expect(await sendTogether(2)).toMatchObject(right);
});

test('hostile input is refused clearly, and nobody else notices', async () => {
  expect(await attack(1)).toMatchObject(right);
});

test('one address that does all it can is bounded, and others notice nothing (L1 to L7)', async () => {
  expect(await oneAddress({ minutes: 0.1, isTimed: false })).toMatchObject(right);
});
