import { createServer, request as ask, type IncomingMessage, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';

/** A proxy in front of a server, as offices and hotels have one: it blocks what the test chooses. */
export class Wall implements AsyncDisposable {
  lets = { sockets: true, streams: true, requests: true };
  sockets = 0;
  streams = 0;
  polls = 0;
  private readonly open = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly target: URL,
    readonly url: string,
  ) {}

  static async before(target: string, page: string): Promise<Wall> {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
    const { port } = server.address() as AddressInfo;
    const wall = new Wall(server, new URL(target), `http://127.0.0.1:${port}`);
    server.on('connection', (socket) => {
      wall.open.add(socket);
      // Of an upgraded socket, which the server has let go of, nobody else hears that its browser broke off.
      socket.on('error', () => socket.destroy());
    });
    server.on('upgrade', (request: IncomingMessage, socket: Socket) =>
      wall.upgrade(request, socket),
    );
    server.on('request', (request, response) => {
      if (request.url === '/page') {
        response.setHeader('Content-Type', 'text/html; charset=utf-8');
        response.end(page);
        return;
      }
      const isStream = request.url?.includes('/stream') === true;
      if (request.url?.endsWith('/head') === true) wall.polls += 1;
      if (isStream ? !wall.lets.streams : !wall.lets.requests) {
        response.writeHead(403).end();
        return;
      }
      const { hostname, port: targetPort } = wall.target;
      const { method, url, headers } = request;
      const asked = ask({ hostname, port: targetPort, method, path: url, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      asked.on('error', () => response.destroy());
      if (isStream) wall.streams += 1;
      response.on('close', () => {
        asked.destroy();
        if (isStream) wall.streams -= 1;
      });
      request.pipe(asked);
    });
    return wall;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.open) socket.destroy();
    await new Promise((done) => this.server.close(done));
  }

  private upgrade(request: IncomingMessage, socket: Socket): void {
    if (!this.lets.sockets) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    const on = connect(Number(this.target.port), this.target.hostname);
    const headers = request.rawHeaders.reduce(
      (text, part, n) => text + part + (n % 2 === 0 ? ': ' : '\r\n'),
      '',
    );
    on.write(`GET ${request.url} HTTP/1.1\r\n${headers}\r\n`);
    on.pipe(socket).pipe(on);
    this.sockets += 1;
    socket.on('close', () => {
      this.sockets -= 1;
      on.destroy();
    });
    on.on('error', () => socket.destroy());
  }
}
