import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { call } from '../../call.ts';
import { feed } from '../dateline.ts';
import { namedProgram } from '../named/named-program.ts';
import { Program } from '../named/program.ts';
import { packages } from '../tools.ts';
import { cuttable } from './cuttable.ts';
import type { OpenReader } from './line-reader.ts';
import { crowdOfLibraries, type LineSubject } from './line-subject.ts';

/** What is used of AnyCable's own library. */
interface Library {
  readonly createCable: (
    address: string,
    options: { readonly protocol: string; readonly websocketImplementation: unknown },
  ) => {
    streamFrom(name: string): {
      on(event: 'message', hear: (item: { readonly n: number }) => void): void;
    };
    on(event: 'disconnect', hear: () => void): void;
    disconnect(): void;
  };
}

const open: OpenReader = async (url, saw, lost) => {
  const folder = packages('@anycable/core@1.1.7');
  const path = join(folder, 'node_modules/@anycable/core/index.js');
  const { createCable } = (await import(pathToFileURL(path).href)) as Library;
  const { Line, cut } = cuttable();
  const cable = createCable(`${url.replace('http', 'ws')}/cable`, {
    // The one that asks for what was missed.
    protocol: 'actioncable-v1-ext-json',
    websocketImplementation: Line,
  });
  cable.on('disconnect', lost);
  cable.streamFrom(feed).on('message', ({ n }) => saw(n, false));
  return { cut, close: () => cable.disconnect() };
};

/**
 * AnyCable 1.6 with its broker in memory and its own library, which asks for what it missed. The settings follow its
 * documentation (docs.anycable.io: anycable-go/broadcasting, reliable_streams, signed_streams); they have not been
 * run with the program itself yet.
 */
export const anycableLine: LineSubject = {
  name: 'AnyCable, its clients',
  readers: crowdOfLibraries,
  happenings: ['broken lines', 'restart'],
  open,
  start: async () => {
    const program = await Program.run(namedProgram('ANYCABLE'), ({ port }) => ({
      words: [
        '--host=127.0.0.1',
        `--port=${port}`,
        '--log_level=error',
        // Everybody may follow, and publish at the same port; what was published is kept for who comes back.
        '--public',
        '--broadcast_adapter=http',
        `--http_broadcast_port=${port}`,
        '--broker=memory',
        '--history_limit=300',
      ],
      environment: { ANYCABLE_NORPC: 'true' },
      health: '/health',
    }));
    const { url } = program;
    return {
      url,
      publish: async (item) => {
        const message = { stream: feed, data: JSON.stringify({ n: item }) };
        const { status } = await call(url, 'POST', '/_broadcast', message);
        return status === 201 || status === 200;
      },
      restart: () => program.restart(),
      stop: () => program.stop(),
    };
  },
};
