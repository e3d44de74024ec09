/** A minimal load balancer: asks each instance once a second whether it is ready, and moves no open connection. */
export class Balancer implements Disposable {
  /** Where to send somebody just now; everywhere when nobody is ready. The same list all along. */
  readonly urls: string[];
  #timer: NodeJS.Timeout;

  constructor(all: readonly string[], everyMs = 1_000) {
    this.urls = [...all];
    this.#timer = setInterval(() => void this.#ask(all), everyMs);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }

  async #ask(all: readonly string[]): Promise<void> {
    const answers = await Promise.all(all.map(isReady));
    const ready = all.filter((_, n) => answers[n]);
    this.urls.splice(0, Infinity, ...(ready.length === 0 ? all : ready));
  }
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`)).ok;
  } catch {
    return false;
  }
}
