import { Refusal } from '../../feed/refusal.ts';

/** The item id of a path. Anything but a UUID names no item. */
export function itemIdFrom(id: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) return id.toLowerCase();
  throw new Refusal('unknown_item', 'No item of this feed has this id.');
}
