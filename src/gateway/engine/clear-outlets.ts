import type { Outlet } from './outlet.ts';

/**
 * The outlets that are known to be clear (see Outlet.isClear), each at its descriptor's number: to ask here touches
 * nothing of the outlet, which counts where thousands are asked in a row. An outlet puts itself in when it was asked
 * and is clear, and takes itself out before anything else is said to it and before its descriptor is closed; so
 * whoever is in here still has the descriptor. One for the process, as descriptors are.
 */
class ClearOutlets {
  private readonly byDescriptor: (Outlet | undefined)[] = [];

  has(outlet: Outlet, descriptor: number): boolean {
    return this.byDescriptor[descriptor] === outlet;
  }

  add(outlet: Outlet): void {
    // Without holes, which would make a slow table of it.
    while (this.byDescriptor.length <= outlet.fd) this.byDescriptor.push(undefined);
    this.byDescriptor[outlet.fd] = outlet;
  }

  remove(outlet: Outlet): void {
    if (this.has(outlet, outlet.fd)) this.byDescriptor[outlet.fd] = undefined;
  }
}

export const clearOutlets = new ClearOutlets();
