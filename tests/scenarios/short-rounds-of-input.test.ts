import { attack } from '../faults/rounds/hostile-input.ts';
import { onEmbedded, onPostgres } from '../faults/rounds/many-publishers.ts';
import { sendTogether } from '../faults/rounds/same-key.ts';

// The long ones: npm run faults.
const right = { wrong: 0 };

test('64 publishers at once on three instances lose, double and reorder nothing', async () => {
  expect(await onPostgres(1)).toMatchObject(right);
}, 60_000);

test('nor do they on the embedded database', async () => {
  expect(await onEmbedded(1)).toMatchObject(right);
}, 60_000);

test('one Idempotency-Key fifty times at once to three instances is one row and one answer', async () => {
  expect(await sendTogether(2)).toMatchObject(right);
}, 60_000);

test('hostile input is refused clearly, and nobody else notices', async () => {
  expect(await attack(1)).toMatchObject(right);
}, 60_000);
