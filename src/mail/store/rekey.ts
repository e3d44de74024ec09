import type { Database } from '../../database/database.ts';
import { sealedAddresses, type SealedAddress } from '../../database/sealed-addresses.ts';
import { mailboxOf } from './address.ts';
import type { Seal } from './seal.ts';

/** How many addresses were encrypted anew, and how many neither key opens or have come under the new key as well. */
export interface Rekeyed {
  readonly done: number;
  readonly left: number;
}

/**
 * Encrypts with the key of now what was encrypted with the one before, so that the one before is needed for links alone. Several
 * instances may do so at once, and it may be ended anywhere: what is done stays done.
 */
export async function rekey(database: Database, seal: Seal): Promise<Rekeyed> {
  let [done, left] = [0, 0];
  for await (const rows of sealedAddresses(database, 'subscribers')) {
    const old = rows.filter(({ address }) => !seal.isOwn(address));
    if (old.length === 0) continue;
    const moved = await moveAll(database, seal, old);
    done += moved;
    left += old.length - moved;
  }
  if (done > 0) database.scrub();
  return { done, left };
}

function moveAll(database: Database, seal: Seal, rows: readonly SealedAddress[]): Promise<number> {
  return database.write(async (tx) => {
    let moved = 0;
    for (const { id, address } of rows) {
      const text = seal.open(address);
      if (text === undefined) continue;
      const mailbox = seal.hash(mailboxOf(text));
      const other = await tx
        .selectFrom('subscribers')
        .select('id')
        .where('mailbox', '=', mailbox)
        .executeTakeFirst();
      // Somebody who has subscribed under the new key, too: the row stays under the old one.
      if (other !== undefined && other.id !== id) continue;
      const { numUpdatedRows } = await tx
        .updateTable('subscribers')
        .set({ address: seal.seal(text), mailbox })
        .where('id', '=', id)
        // Not what has changed in the meantime.
        .where('address', '=', address)
        .executeTakeFirst();
      moved += Number(numUpdatedRows);
    }
    return moved;
  });
}
