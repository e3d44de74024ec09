import { connect } from 'node:net';

/** A hostile act against a server. `run` resolves to the faults in how the server handled it. */
export interface Attack {
  readonly name: string;
  /** `feed` is one that anybody may read, `closed` one that no site may show. */
  readonly run: (url: string, feed: string, closed: string) => Promise<readonly string[]>;
}

/** Writes raw bytes; resolves to the answer when the server closes, or when nothing has come for `waitMs`. */
export function exchange(url: string, bytes: Buffer | string, waitMs = 500): Promise<string> {
  return new Promise((done) => {
    const { hostname, port } = new URL(url);
    const tcp = connect(Number(port), hostname);
    let answer = '';
    const end = () => {
      tcp.destroy();
      done(answer);
    };
    let timer = setTimeout(end, waitMs);
    tcp.on('connect', () => tcp.write(bytes));
    tcp.on('data', (more) => {
      answer += more.toString('latin1');
      clearTimeout(timer);
      timer = setTimeout(end, waitMs);
    });
    tcp.on('error', () => undefined);
    tcp.on('close', () => {
      clearTimeout(timer);
      end();
    });
  });
}

/** How a WebSocket is asked for. */
export const upgrade =
  'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\n' +
  'Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n';
