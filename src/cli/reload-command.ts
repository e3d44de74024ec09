import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { controlledPorts, controlPath } from '../process/control-path.ts';
import type { Command } from './command.ts';
import { Failure } from './failure.ts';

/** Where a server listens that is told no port. */
const usualPort = 3_000;

/** What the server's socket in `DATA_DIR` answers. */
type Outcome = { readonly tookMs: number } | { readonly why: string };

const reload: Command = {
  does: 'replace the running server by what is on disk now; nobody reconnects',
  words: [],
  options: {},
  run: async (_, desk) => {
    const outcome = await ask(controlPath(desk.dataDir, desk.port ?? portOf(desk.dataDir)));
    if ('why' in outcome) {
      throw new Failure('refused', `Not reloaded: ${outcome.why}.`, [
        'what has served serves on; the log of the server says more',
      ]);
    }
    await desk.say(`Reloaded in ${outcome.tookMs} ms.`);
  },
};

/** Tells the server of this machine to reload, and says what became of it. */
export const reloadCommand = { reload };

/** The port of the only server there is. */
function portOf(dataDir: string): number {
  const ports = controlledPorts(dataDir);
  if (ports.length > 1) {
    throw new Failure('wrong use', 'Several servers of this machine share the DATA_DIR.', [
      `say which by PORT: ${ports.join(', ')}`,
    ]);
  }
  return ports[0] ?? usualPort;
}

async function ask(path: string): Promise<Outcome> {
  let answer: string;
  try {
    const socket = connect(path);
    socket.write('reload\n');
    answer = await text(socket);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Failure('not reached', `No server answers at ${path} (${code ?? String(error)}).`, [
      code === 'EACCES'
        ? 'run the command as the account of the server'
        : 'run the command on the machine of the server and with its DATA_DIR',
    ]);
  }
  if (answer === '') {
    throw new Failure('not reached', 'The server has ended before it answered.', [
      'its log says why',
    ]);
  }
  return JSON.parse(answer) as Outcome;
}
