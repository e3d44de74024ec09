/**
 * What a ticker keeps on the reader's device: only on pages of the feed's own server, so that a site which shows the
 * ticker, by script or in a frame, has nothing of it stored. Without storage nothing is kept.
 */
export class Device {
  readonly #isOwn: boolean;

  constructor(server: string) {
    this.#isOwn = parent === window && new URL(server).origin === location.origin;
  }

  read(name: string): string | undefined {
    if (!this.#isOwn) return undefined;
    try {
      return localStorage.getItem(`dateline:${name}`) ?? undefined;
    } catch {
      return undefined;
    }
  }

  write(name: string, value: string): void {
    if (!this.#isOwn) return;
    try {
      localStorage.setItem(`dateline:${name}`, value);
    } catch {
      return;
    }
  }
}
