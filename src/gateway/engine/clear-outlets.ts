/** An outlet, as far as this table needs to know it. */
export interface Descriptor {
  readonly fd: number;
}

/**
 * The outlets that are known to be clear (see Outlet.isClear), each at its descriptor's number: to ask here touches
 * nothing of the outlet, which counts where thousands are asked in a row. An outlet puts itself in when it was asked
 * and is clear, and takes itself out before anything else is said to it and before its descriptor is closed; so
 * whoever is in here still has the descriptor. One for the process, as descriptors are.
 */
class ClearOutlets {
  private readonly byDescriptor: (Descriptor | undefined)[] = [];

  has(outlet: Descriptor, descriptor: number): boolean {
    return this.byDescriptor[descriptor] === outlet;
  }

  add(outlet: Descriptor): void {
    // Without holes, which would make a slow table of it.
    while (this.byDescriptor.length <= outlet.fd) this.byDescriptor.push(undefined);
    this.byDescriptor[outlet.fd] = outlet;
  }

  remove(outlet: Descriptor): void {
    if (this.has(outlet, outlet.fd)) this.byDescriptor[outlet.fd] = undefined;
  }
}

export const clearOutlets = new ClearOutlets();
