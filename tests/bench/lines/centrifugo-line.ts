import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { feed } from '../dateline.ts';
import { centrifugoToken, publishToCentrifugo, startCentrifugo } from '../named/centrifugo.ts';
import { packages } from '../tools.ts';
import { cuttable } from './cuttable.ts';
import type { OpenReader } from './line-reader.ts';
import { crowdOfLibraries, type LineSubject } from './line-subject.ts';

/** What is used of Centrifugo's own library. */
interface Library {
  readonly Centrifuge: new (
    address: string,
    options: { readonly websocket: unknown; readonly token: string },
  ) => {
    newSubscription(channel: string): {
      on(event: 'publication', hear: (told: { readonly data: Item }) => void): void;
      subscribe(): void;
    };
    on(event: 'connecting', hear: (why: { readonly code: number }) => void): void;
    connect(): void;
    disconnect(): void;
  };
}

interface Item {
  readonly n: number;
}

const open: OpenReader = async (url, saw, lost) => {
  const folder = packages('centrifuge@5.8.0');
  const path = join(folder, 'node_modules/centrifuge/build/index.mjs');
  const { Centrifuge } = (await import(pathToFileURL(path).href)) as Library;
  const { Line, cut } = cuttable();
  const address = `${url.replace('http', 'ws')}/connection/websocket`;
  const client = new Centrifuge(address, { websocket: Line, token: centrifugoToken() });
  const subscription = client.newSubscription(feed);
  subscription.on('publication', ({ data }) => saw(data.n, false));
  // Code 0: the first time, when it was told to connect.
  client.on('connecting', ({ code }) => {
    if (code !== 0) lost();
  });
  subscription.subscribe();
  client.connect();
  return { cut, close: () => client.disconnect() };
};

/** Centrifugo with its own library, which asks for what it missed. */
export const centrifugoLine: LineSubject = {
  name: 'Centrifugo, its clients',
  readers: crowdOfLibraries,
  happenings: ['broken lines', 'restart'],
  open,
  start: async () => {
    const program = await startCentrifugo();
    const { url } = program;
    return {
      url,
      publish: (item) => publishToCentrifugo(url, { n: item }, `item-${item}`),
      restart: () => program.restart(),
      stop: () => program.stop(),
    };
  },
};
