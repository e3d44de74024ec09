import type { ReaderOutlet } from '../engine/reader-outlet.ts';

/**
 * Readers that a batch is due to, in columns: the same field of all readers lies side by side in memory, so a batch can
 * be sent without reading an object of each reader.
 */
export class Due {
  readonly outlets: ReaderOutlet[] = [];
  readonly fds: number[] = [];
  readonly deflates: boolean[] = [];

  static of(...outlets: readonly ReaderOutlet[]): Due {
    const due = new Due();
    for (const outlet of outlets) due.add(outlet, outlet.fd, outlet.deflates);
    return due;
  }

  get size(): number {
    return this.outlets.length;
  }

  add(outlet: ReaderOutlet, fd: number, deflates: boolean): void {
    this.outlets.push(outlet);
    this.fds.push(fd);
    this.deflates.push(deflates);
  }

  clear(): void {
    this.outlets.length = this.fds.length = this.deflates.length = 0;
  }
}
