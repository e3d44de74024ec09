import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HttpLine } from '../../src/relay/http-line.ts';
import { parsed, remoteClient } from '../../src/remote/remote-client.ts';

/** An upstream that answers as the test says, and what it was asked. */
class RawUpstream implements AsyncDisposable {
  readonly asked: IncomingMessage[] = [];

  private constructor(
    private readonly server: ReturnType<typeof createServer>,
    readonly url: string,
  ) {}

  static async open(answer: (response: ServerResponse, url: string) => void): Promise<RawUpstream> {
    const server = createServer((request, response) => {
      upstream.asked.push(request);
      answer(response, upstream.url);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    const upstream: RawUpstream = new RawUpstream(server, `http://127.0.0.1:${port}`);
    return upstream;
  }

  line(limits = {}, token?: string): HttpLine {
    return new HttpLine({ url: this.url, token }, remoteClient(true, limits));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }
}

const json = { 'content-type': 'application/json' };

describe('the line of a relay', () => {
  test('takes no more of an answer than its bound, however much there is', async () => {
    const part = Buffer.alloc(1024 * 1024, 'x');
    let sent = 0;
    await using upstream = await RawUpstream.open((response) => {
      response.writeHead(200, json);
      const more = () => {
        // A segment of 100 MB.
        for (let room = true; room && sent < 100; sent += 1) room = response.write(part);
      };
      response.on('drain', more);
      more();
    });
    const line = upstream.line({ maxBodyBytes: 2 * 1024 * 1024 });
    const reply = await line.ask('GET', '/log', {});
    expect(() => parsed(reply)).toThrow('answers without end, or too much, or broke off');
    expect(sent).toBeLessThan(100);
    line.close();
  });

  test('waits for the end of no answer for ever', async () => {
    await using upstream = await RawUpstream.open((response) => {
      response.writeHead(200, json);
      response.write('{"epoch": "e",');
    });
    const line = upstream.line({ wholeMs: 50 });
    // On a busy machine the time may be over before the first byte.
    await expect(line.ask('GET', '/head', {}).then(parsed)).rejects.toThrow(
      /answers without end|was not reached: timeout/,
    );
    line.close();
  });

  test('is led nowhere else, neither by a call nor by a stream, and tells no other address its token', async () => {
    const kept: { location?: string } = {};
    await using elsewhere = await RawUpstream.open((response) => response.end('{}'));
    await using upstream = await RawUpstream.open((response) => {
      response.writeHead(302, { location: kept.location ?? '' }).end();
    });
    const line = upstream.line({}, 'a-token');
    for (const location of [elsewhere.url, 'http://169.254.169.254/', 'http://[::1]:1/']) {
      kept.location = location;
      const reply = await line.ask('GET', '/head', {});
      expect(() => parsed(reply)).toThrow('answers 302: it has moved; give its new address');
      await expect(line.stream('/stream')).rejects.toThrow('answers 302');
    }
    expect(elsewhere.asked).toEqual([]);
    const tokens = upstream.asked.map(({ headers }) => headers.authorization);
    expect(new Set(tokens)).toEqual(new Set(['Bearer a-token']));
    line.close();
  });

  test('takes no page for a stream', async () => {
    await using upstream = await RawUpstream.open((response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.write('<!doctype html>');
    });
    const line = upstream.line();
    await expect(line.stream('/stream')).rejects.toThrow('answers 200');
    line.close();
  });
});
