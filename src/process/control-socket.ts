import { chmodSync, unlinkSync } from 'node:fs';
import { createServer, connect, type Server, type Socket } from 'node:net';
import { privateFolder } from '../database/private-folder.ts';
import type { ReloadOutcome } from '../instances/reloads.ts';
import { controlPath } from './control-path.ts';

/** A word and its line end; more is no word of ours. */
const maxWordBytes = 64;
/** Who connects says a word soon. */
const patienceMs = 5_000;

/**
 * The socket in `DATA_DIR` by which the operator's command line talks to the main process: `reload` and a line end; the
 * answer is one line of JSON, the outcome. Its file is for this account alone.
 */
export class ControlSocket {
  private constructor(private readonly server: Server) {}

  /** Rejects when there can be none, or when another server has it. */
  static async open(
    dataDir: string,
    port: number,
    reload: () => Promise<ReloadOutcome>,
  ): Promise<ControlSocket> {
    const path = controlPath(privateFolder(dataDir), port);
    const server = createServer((socket) => hear(socket, reload));
    try {
      await listen(server, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || (await answers(path)))
        throw error;
      // A server that was killed has left its file.
      unlinkSync(path);
      await listen(server, path);
    }
    chmodSync(path, 0o600);
    server.unref();
    return new ControlSocket(server);
  }

  close(): void {
    this.server.close();
  }
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(path, () => {
      server.off('error', fail);
      done();
    });
  });
}

/** Whether somebody listens there. */
function answers(path: string): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(path);
    socket.once('connect', () => done(true));
    socket.once('error', () => done(false));
    socket.once('connect', () => socket.destroy());
  });
}

function hear(socket: Socket, reload: () => Promise<ReloadOutcome>): void {
  let heard = '';
  socket.setEncoding('utf8');
  socket.setTimeout(patienceMs, () => socket.destroy());
  // Who is gone before the answer has asked all the same.
  socket.on('error', () => socket.destroy());
  socket.on('data', (text: string) => {
    heard += text;
    const [word, rest] = heard.split('\n');
    if (rest === undefined) {
      if (heard.length > maxWordBytes) socket.destroy();
      return;
    }
    socket.pause().setTimeout(0);
    void answer(word ?? '', reload).then((line) => socket.end(`${line}\n`));
  });
}

async function answer(word: string, reload: () => Promise<ReloadOutcome>): Promise<string> {
  if (word !== 'reload') return JSON.stringify({ why: 'there is one word here: reload' });
  return JSON.stringify(await reload());
}
