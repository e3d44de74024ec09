import type { Server as HttpServer } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import type { Handle } from '../instances/ipc-channel.ts';
import { handleOfPort, listenAlone, listenOn, listenTogether, tryPort } from './listen.ts';

/** For so long newcomers wait for a start. A longer one refuses them, so that a balancer looks elsewhere. */
const patienceMs = 10_000;
/** How many may wait; above it they are refused. */
const maxHeld = 4_096;

interface Address {
  readonly port: number;
  readonly host: string | undefined;
}

/**
 * The port, opened before anything else is loaded: who comes while the server starts waits a moment instead of being
 * refused, which would cost a reader seconds.
 */
export class EarlyPort {
  private readonly held = new Set<Socket>();
  private readonly timer: NodeJS.Timeout;

  private constructor(
    private readonly server: Server,
    readonly host: string | undefined,
    readonly port: number,
  ) {
    server.on('connection', (socket) => this.hold(socket));
    this.timer = setTimeout(() => this.close(), patienceMs);
  }

  /** Rejects when the port is taken. */
  static async alone(address: Address): Promise<EarlyPort> {
    const server = createServer(held);
    return new EarlyPort(server, address.host, await listenAlone(server, address));
  }

  /** As `alone`, but instances can open the port beside it. */
  static async together(address: Address): Promise<EarlyPort> {
    await tryPort(address);
    const server = createServer(held);
    return new EarlyPort(server, address.host, await listenTogether(server, address));
  }

  /** Lets a server of this process listen here, and gives it those who wait. Resolves to the port. */
  async serveWith(http: HttpServer): Promise<number> {
    clearTimeout(this.timer);
    const handle = handleOfPort(this.server);
    // It took too long, and the port was closed.
    if (handle === undefined) return listenAlone(http, this);
    const port = await listenOn(http, handle);
    for (const socket of this.held) {
      socket.removeAllListeners();
      http.emit('connection', socket);
      socket.resume();
    }
    return port;
  }

  /** Stops to listen, and gives those who wait to instances that do. */
  async passTo(give: (handle: Handle) => Promise<boolean>): Promise<void> {
    clearTimeout(this.timer);
    this.server.close();
    for (const socket of this.held) {
      const { _handle: handle } = socket as unknown as { readonly _handle: Handle | null };
      if (handle !== null) await give(handle);
      socket.destroy();
    }
  }

  /** Refuses whoever waits and whoever comes. */
  close(): void {
    clearTimeout(this.timer);
    this.server.close();
    for (const socket of this.held) socket.destroy();
  }

  private hold(socket: Socket): void {
    if (this.held.size >= maxHeld) {
      socket.destroy();
      return;
    }
    this.held.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.held.delete(socket));
  }
}

/** Nothing is read before it can be answered. */
const held = { pauseOnConnect: true } as const;
