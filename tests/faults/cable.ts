import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** One connection through the cable, both its ends. */
interface Strand {
  readonly near: Socket;
  readonly far: Socket;
  /** The connection has sent SUBSCRIBE, by which alone a subscriber differs from a publisher. */
  isSubscriber: boolean;
}

/** A TCP proxy to a service on this machine that can break connections, stall them, and refuse new ones. */
export class Cable implements AsyncDisposable {
  private readonly strands = new Set<Strand>();
  private isOut = false;
  private answersAfterMs = 0;
  private carried = 0;

  private constructor(
    private readonly server: Server,
    private farPort: number,
  ) {
    server.on('connection', (near) => this.join(near));
  }

  static async to(farPort: number): Promise<Cable> {
    // Half-open connections, as in a network: one side may end while the other goes on.
    const server = createServer({ allowHalfOpen: true });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
    return new Cable(server, farPort);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** How many connections it carries. */
  get size(): number {
    return this.strands.size;
  }

  /** Bytes that it has carried, both ways. */
  get bytes(): number {
    return this.carried;
  }

  /** What the far end sends arrives so much later on connections that begin from now on; 0: at once. */
  slowDown(ms: number): void {
    this.answersAfterMs = ms;
  }

  /** From now on new connections go to this port of the machine. */
  leadTo(farPort: number): void {
    this.farPort = farPort;
  }

  /** Breaks the connections there are; new ones work. */
  cut(): void {
    this.breakThose(() => true);
  }

  /** Breaks those that subscribed, and says how many; new ones work. */
  cutSubscribers(): number {
    return this.breakThose(({ isSubscriber }) => isSubscriber);
  }

  /** The open connections pass no bytes any more, without an error; new ones work. */
  stall(): void {
    for (const { near, far } of this.strands) {
      for (const end of [near, far]) end.removeAllListeners('data').pause();
    }
  }

  /** Breaks all connections and refuses new ones, until it is put in again. */
  pullOut(): void {
    this.isOut = true;
    this.cut();
  }

  putIn(): void {
    this.isOut = false;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.pullOut();
    await new Promise((done) => this.server.close(done));
  }

  private join(near: Socket): void {
    if (this.isOut) {
      near.destroy();
      return;
    }
    const strand = { near, far: connect(this.farPort, '127.0.0.1'), isSubscriber: false };
    const { far } = strand;
    this.strands.add(strand);
    const { answersAfterMs } = this;
    // Timers of one length end in the order in which they began.
    const later = (act: () => unknown) =>
      answersAfterMs === 0 ? void act() : void setTimeout(act, answersAfterMs).unref();
    near.on('data', (bytes: Buffer) => {
      this.carried += bytes.length;
      strand.isSubscriber ||= bytes.toString('latin1').toLowerCase().includes('\r\nsubscribe\r\n');
      far.write(bytes);
    });
    far.on('data', (bytes: Buffer) => {
      this.carried += bytes.length;
      later(() => near.destroyed || near.write(bytes));
    });
    for (const [end, other, when] of [
      [near, far, (act: () => unknown) => void act()],
      [far, near, later],
    ] as const) {
      end.on('error', () => undefined);
      end.on('end', () => when(() => other.end()));
      // What is still on its way to the near end can be cut as well.
      end.on('close', () =>
        when(() => {
          other.destroy();
          this.strands.delete(strand);
        }),
      );
    }
  }

  private breakThose(chosen: (strand: Strand) => boolean): number {
    const broken = [...this.strands].filter(chosen);
    for (const strand of broken) {
      this.strands.delete(strand);
      strand.near.destroy();
      strand.far.destroy();
    }
    return broken.length;
  }
}
