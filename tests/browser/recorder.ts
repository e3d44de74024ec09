/** What a page did, in order: texts of its status line, sockets opened and closed, their messages, and page events. */
export type Noted =
  | { readonly kind: 'said'; readonly words: string }
  | { readonly kind: 'dialled' | 'hung up' | 'left' | 'restored' }
  | { readonly kind: 'heard'; readonly event: string; readonly body: Heard };

export interface Heard {
  readonly seq: number;
  readonly changes?: readonly { readonly seq: number }[];
}

declare global {
  var noted: Noted[];
}

/** Runs in the page before its own scripts, and records what the page does. */
export function record(): void {
  const noted: Noted[] = (globalThis.noted = []);

  globalThis.WebSocket = class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      noted.push({ kind: 'dialled' });
      this.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
        // Socket.IO's events: 4 is a message, 2 an event.
        if (typeof data !== 'string' || !data.startsWith('42')) return;
        const [event, body] = JSON.parse(data.slice(2)) as [string, Heard];
        noted.push({ kind: 'heard', event, body });
      });
    }

    override close(code?: number, reason?: string): void {
      noted.push({ kind: 'hung up' });
      super.close(code, reason);
    }
  };

  let watched: Element | undefined;
  document.addEventListener('lt-status', ({ target }) => {
    const status = (target as Element).shadowRoot?.querySelector('[part=status]') ?? undefined;
    const say = () => noted.push({ kind: 'said', words: status?.textContent ?? '' });
    if (status === undefined || status === watched) return;
    watched = status;
    say();
    new MutationObserver(say).observe(status, { childList: true });
  });
  addEventListener('pagehide', () => noted.push({ kind: 'left' }));
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) noted.push({ kind: 'restored' });
  });
}
