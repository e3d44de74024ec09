import { io, type Socket } from 'socket.io-client';
import { accept } from '../src/feed/acceptance.ts';
import { apply } from '../src/feed/apply.ts';
import type { Change } from '../src/feed/change.ts';
import { positionOf } from '../src/feed/position.ts';
import { newest, snapshotItems, type Snapshot } from '../src/feed/snapshot.ts';
import type { ClientEvents, ServerEvents } from '../src/feed/messages.ts';

/**
 * A reader that trusts nobody: a stock socket, the reducer, and a list of every promise that was broken
 * (a change twice, one out of order, a step back without a reason).
 */
export class VirtualReader implements Disposable {
  readonly broken: string[] = [];
  resets = 0;
  applied = 0;
  /** How often its connection was lost. */
  losses = 0;
  view: Snapshot | undefined;
  private socket: Socket<ServerEvents, ClientEvents> | undefined;

  constructor(
    private readonly feed: string,
    /** Where to connect next: any instance serves any reader. */
    private readonly pickUrl: () => string,
  ) {}

  connect(): void {
    const socket: Socket<ServerEvents, ClientEvents> = io(this.pickUrl(), {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      auth: (answer) => answer({ v: 1, subs: [{ feed: this.feed, ...this.position() }] }),
    });
    this.socket = socket;
    socket.on('snapshot', (snapshot) => this.startAnew(snapshot));
    socket.on('sync', ({ changes, seq, tag }) => {
      for (const change of changes) this.take(change, 'sync');
      if (this.view?.seq !== seq || this.view.tag !== tag) this.broken.push('sync ends elsewhere');
    });
    socket.on('change', (change) => this.take(change, 'change'));
    socket.on('refused', ({ code, retry }) => {
      // A relay that has just started does not know its feeds yet: as a real client does, it tries again.
      if (code === 'unavailable' && retry) this.reconnectSoon(socket);
      else this.broken.push(`refused: ${code}`);
    });
    // Its instance went away: as a real client does, it tries another.
    socket.on('connect_error', () => this.reconnectSoon(socket));
    socket.on('disconnect', () => {
      this.losses += 1;
      this.reconnectSoon(socket);
    });
  }

  /** Drops the connection, and comes back somewhere with its position. */
  drop(): void {
    this.leave();
    this.connect();
  }

  get isConnected(): boolean {
    return this.socket?.connected ?? false;
  }

  /** The newest of what it sees, as a snapshot of the server would be. */
  get newest(): Snapshot | undefined {
    return this.view === undefined ? undefined : newest(this.view, snapshotItems);
  }

  [Symbol.dispose](): void {
    this.leave();
  }

  private leave(): void {
    const { socket } = this;
    this.socket = undefined;
    socket?.close();
  }

  private reconnectSoon(socket: Socket<ServerEvents, ClientEvents>): void {
    if (this.socket !== socket) return;
    setTimeout(
      () => {
        if (this.socket === socket) this.drop();
      },
      20 + Math.random() * 80,
    );
  }

  private position(): object {
    return this.view === undefined ? {} : positionOf(this.view);
  }

  private startAnew(message: Snapshot & { readonly reset?: string }): void {
    const { reset, ...snapshot } = message;
    if (this.view !== undefined && reset === undefined)
      this.broken.push('snapshot without a reset');
    if (reset !== undefined) this.resets += 1;
    this.view = snapshot;
  }

  private take(change: Change, how: string): void {
    const { view } = this;
    const acceptance = view === undefined ? 'gap' : accept(view, () => undefined, change);
    if (view === undefined || acceptance !== 'next') {
      this.broken.push(`${how} ${change.seq} at ${view?.seq ?? 'nothing'}`);
      return;
    }
    this.view = apply(view, change);
    this.applied += 1;
  }
}
