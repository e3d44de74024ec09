import type { PlainTcp } from '../engine/plain-tcp.ts';
import { TcpOutlet } from '../engine/tcp-outlet.ts';
import type { StreamResponse } from './stream-response.ts';

/**
 * The connection under a stream, whose events are written as whole chunks past its response. The response has written
 * its head before, and writes again only when this outlet has ended.
 */
export class StreamOutlet extends TcpOutlet {
  private isOver = false;

  constructor(
    tcp: PlainTcp,
    private readonly response: Pick<StreamResponse, 'end'>,
  ) {
    super(tcp);
  }

  get deflates(): boolean {
    return false;
  }

  /** Node ends a connection whose client has ended its side. */
  protected override get isOpen(): boolean {
    return !this.isOver && this.tcp.writable;
  }

  protected override flushLater(): void {
    setImmediate(flush, this);
  }

  /** Lets the response write a last event, behind everything that waits, and the end of the body. */
  end(event: Buffer): void {
    if (this.isOver) return;
    this.flush();
    this.over();
    this.response.end(event);
  }

  /** Writes nothing more: the response is closed. */
  over(): void {
    this.leaveClear();
    this.isOver = true;
  }
}

function flush(outlet: StreamOutlet): void {
  outlet.flush();
}
