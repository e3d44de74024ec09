import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { LocalBus } from '../../../src/bus/local-bus.ts';
import type { Change } from '../../../src/feed/change.ts';
import type { Path } from '../../../src/gateway/fan-out/path.ts';
import { HeadMessages } from '../../../src/gateway/numbers/head-messages.ts';
import { openingFrame, readEventId } from '../../../src/gateway/streams/event-framing.ts';
import { EventStreams } from '../../../src/gateway/streams/event-streams.ts';
import { Hub } from '../../../src/hub/hub.ts';
import { EngineRoom } from '../engine/engine-room.ts';
import { PaperLog } from './paper-log.ts';

/** Streams on a real hub, beside sockets at the same port: all of them read the feed "f". */
export class EventsRoom implements AsyncDisposable {
  readonly log = new PaperLog();
  readonly streams: EventStreams;
  /** The server's ends of the open connections that streams are on. */
  readonly connections = new Set<Socket>();
  readonly errors: unknown[] = [];
  /** Called with each response before its head is written. */
  prepare: (response: ServerResponse) => void = () => undefined;
  /** Called with each response when its stream has joined. */
  joined: (response: ServerResponse) => void = () => undefined;
  private readonly bus = new LocalBus();
  private readonly hub: Hub;

  private constructor(
    readonly sockets: EngineRoom,
    path: Path,
  ) {
    const failed = (what: unknown) => void this.errors.push(what);
    const reports = { forked: failed, unreachable: () => undefined, strange: failed };
    this.hub = new Hub(this.log.asReads, this.bus, reports);
    const heads = new HeadMessages({ share: () => 1 }, { ms: 200 });
    this.streams = new EventStreams(this.hub, path, heads, { ms: 200 }, failed);
    this.hub.open();
    this.streams.open();
    sockets.http.on('request', (request, response) => void this.answer(request, response));
  }

  static async open(path: Path): Promise<EventsRoom> {
    return new EventsRoom(await EngineRoom.open(path), path);
  }

  get port(): number {
    return this.sockets.port;
  }

  get changes(): readonly Change[] {
    return this.log.changes;
  }

  /** Publishes the next change: readers on sockets and on streams are sent it at the end of this turn. */
  say(note: string): void {
    const change = this.sockets.say(note);
    this.log.changes.push(change);
    this.bus.announce({ feed: 'f', change });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.streams.close();
    this.hub.close();
    await this.sockets[Symbol.asyncDispose]();
  }

  /** As the controller answers, without its questions at the door. */
  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { socket } = request;
    this.connections.add(socket);
    socket.once('close', () => this.connections.delete(socket));
    response.setHeader('Connection', 'close');
    response.setHeader('Content-Type', 'text/event-stream');
    this.prepare(response);
    response.flushHeaders();
    response.write(openingFrame('f', 1_000));
    const id = request.headers['last-event-id'];
    const position = typeof id === 'string' ? readEventId(id) : undefined;
    await this.streams.join('f', 'own', position, response);
    this.joined(response);
  }
}
