import { existsSync } from 'node:fs';
import { cp, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { tighten } from './tighten.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const client = (path) => join(root, 'client', path);
const out = (path) => join(root, 'dist/client', path);

const library = (path) => join(root, 'node_modules', path);

/**
 * What of the libraries no reader needs: transports beside WebSocket, binary messages, addresses that are no URL, and
 * coming back by itself.
 */
const unneeded = new Map(
  Object.entries({
    'engine.io-client/build/esm/transports/index.js': `
      import { WS } from './websocket.js';
      export const transports = { websocket: WS };`,
    'engine.io-client/build/esm/transports/polling-xhr.js': 'export class XHR {}',
    'engine.io-client/build/esm/contrib/parseuri.js': `
      export const parse = (uri) => {
        const { hostname, protocol, port } = new URL(uri);
        return { host: hostname.replace(/[[\\]]/g, ''), protocol: protocol.slice(0, -1), port };
      };`,
    'engine.io-client/build/esm/contrib/parseqs.js': `
      export const encode = (query) => String(new URLSearchParams(query));
      export const decode = (query) => Object.fromEntries(new URLSearchParams(query));`,
    'engine.io-parser/build/esm/encodePacket.browser.js': `
      import { PACKET_TYPES } from './commons.js';
      export const encodePacket = ({ type, data }, _, done) => done(PACKET_TYPES[type] + (data || ''));
      export const encodePacketToBinary = undefined;`,
    'engine.io-parser/build/esm/decodePacket.browser.js': `
      import { ERROR_PACKET, PACKET_TYPES_REVERSE } from './commons.js';
      export const decodePacket = (text) => {
        const type = typeof text === 'string' ? PACKET_TYPES_REVERSE[text[0]] : undefined;
        return type ? { type, data: text.slice(1) || undefined } : ERROR_PACKET;
      };`,
    'engine.io-client/build/esm/util.js': `
      export const installTimerFunctions = (object) => {
        object.setTimeoutFn = (run, ms) => setTimeout(run, ms);
        object.clearTimeoutFn = (timer) => clearTimeout(timer);
      };
      export const pick = () => ({});
      export const byteLength = undefined, randomString = undefined;`,
    // Nothing waits in the library: the ticker decides when to come back.
    'socket.io-client/build/esm/contrib/backo2.js': `
      export const Backoff = class { reset() {} };`,
    'socket.io-client/build/esm/index.js': `export { Manager } from './manager.js';`,
    // Socket.IO's packets as text, in the one namespace there is (github.com/socketio/socket.io-protocol).
    'socket.io-parser/build/esm/index.js': `
      import { Emitter } from '@socket.io/component-emitter';
      export const protocol = 5;
      export const PacketType = {
        CONNECT: 0, DISCONNECT: 1, EVENT: 2, ACK: 3, CONNECT_ERROR: 4, BINARY_EVENT: 5, BINARY_ACK: 6,
      };
      export class Encoder {
        encode({ type, id = '', data }) {
          return [type + '' + id + (data === undefined ? '' : JSON.stringify(data))];
        }
      }
      export class Decoder extends Emitter {
        add(text) {
          const [, type, data] = /^([0-4])(.*)/s.exec(text);
          this.emitReserved('decoded', { type: +type, nsp: '/', data: data ? JSON.parse(data) : undefined });
        }
        destroy() {}
      }`,
  }).map(([path, contents]) => [library(path), contents]),
);

/**
 * Methods that nothing needs here (ways up from long polling, calls with an answer, listeners for all events, coming
 * back by itself), and what stands in their place: nothing, or for those that are still called, their body.
 */
const cut = new Map(
  Object.entries({
    'engine.io-client/build/esm/socket.js': {
      ...without('_probe send'),
      _filterUpgrades: 'return [];',
      _getWritablePackets: 'return this.writeBuffer;',
      _onError: "this.emitReserved('error', err); this._onClose('transport error', err);",
    },
    'socket.io-client/build/esm/socket.js': {
      ...without(
        'send emitWithAck _registerAckCallback _addToQueue timeout compress onAny prependAny offAny listenersAny ' +
          'onAnyOutgoing prependAnyOutgoing offAnyOutgoing listenersAnyOutgoing ack onack volatile disconnected',
      ),
      emit: `
        const packet = { type: PacketType.EVENT, data: [ev, ...args], options: {} };
        if (this.connected && !this.io.engine._hasPingExpired()) this.packet(packet);
        else this.sendBuffer.push(packet);`,
      notifyOutgoingListeners: '',
      _drainQueue: '',
      _clearAcks: '',
    },
    'socket.io-client/build/esm/manager.js': {
      ...without('connect reconnect onreconnect'),
      maybeReconnectOnOpen: '',
      reconnectionAttempts: '',
      reconnectionDelay: '',
      randomizationFactor: '',
      reconnectionDelayMax: '',
    },
  }).map(([path, methods]) => [library(path), methods]),
);

function without(names) {
  return Object.fromEntries(names.split(' ').map((name) => [name, undefined]));
}

/** Of a constructor: transports that are given as classes. */
const transportsByClass =
  /if \(opts\.transportImplementations && opts\.transports\)[^]*?(?=this\.opts = )/;

/** The source of a class with some of its methods cut. Throws when one is not there. */
function cutOut(source, methods) {
  const plain = source.replace(
    transportsByClass,
    'this.transports = opts.transports; this._transportsByName = DEFAULT_TRANSPORTS;',
  );
  if (/transportImplementations/.test(plain))
    throw new Error('The library takes transports in another way.');
  return Object.entries(methods).reduce((text, [name, body]) => {
    const method = new RegExp(`^    (?:get )?(${name}\\([^)]*\\) \\{)\\n[^]*?^    \\}$`, 'm');
    if (!method.test(text)) throw new Error(`The library has no method ${name} any more.`);
    return text.replace(method, (_, head) => (body === undefined ? '' : `    ${head} ${body} }`));
  }, plain);
}

const textOverWebSocket = {
  name: 'text-over-websocket',
  setup({ onLoad }) {
    onLoad({ filter: /node_modules.*\.js$/ }, async ({ path }) => {
      const methods = cut.get(path);
      const contents =
        methods === undefined ? unneeded.get(path) : cutOut(await readFile(path, 'utf8'), methods);
      return contents && { contents, resolveDir: dirname(path) };
    });
  },
};

/** A style sheet as text, for a constructable one. */
const cssAsText = {
  name: 'css-as-text',
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { outputFiles } = await build({ ...common, entryPoints: [path], write: false });
      return { contents: outputFiles[0].text.trim(), loader: 'text' };
    });
  },
};

const roadsLoadedWhenNeeded = {
  name: 'roads-loaded-when-needed',
  setup({ onResolve }) {
    onResolve({ filter: /\/other-roads\.ts$/ }, () => ({
      path: client('ticker/connect/other-roads-loaded.ts'),
    }));
  },
};

const common = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  target: 'es2022',
  legalComments: 'none',
  logLevel: 'warning',
};
const ticker = {
  ...common,
  plugins: [textOverWebSocket, cssAsText],
  // The libraries' own private names; ours are `#private`.
  mangleProps: /^_[a-z]/,
  mangleQuoted: true,
};

/** Makes all that browsers are given, in dist/client. Returns the packages that are part of `ticker.mjs`. */
export async function bundle() {
  const [module] = await Promise.all([
    build({
      ...ticker,
      entryPoints: [client('ticker/create-ticker.ts')],
      format: 'esm',
      outfile: out('ticker.mjs'),
      metafile: true,
    }),
    build({
      ...ticker,
      plugins: [...ticker.plugins, roadsLoadedWhenNeeded],
      entryPoints: [client('ticker/ticker-script.ts')],
      format: 'iife',
      outfile: out('ticker.js'),
    }),
    build({
      ...ticker,
      entryPoints: [client('ticker/connect/other-roads.ts')],
      format: 'esm',
      outfile: out('roads.js'),
    }),
    build({
      ...ticker,
      entryPoints: [client('ticker/layouts-script.ts')],
      format: 'esm',
      outfile: out('layouts.js'),
    }),
    build({
      ...ticker,
      entryPoints: [client('ticker/reading-script.ts')],
      format: 'esm',
      outfile: out('reading.js'),
    }),
    build({ ...common, entryPoints: [client('ticker/style/item.css')], outfile: out('item.css') }),
    build({
      ...common,
      entryPoints: [client('site/site-script.ts')],
      format: 'iife',
      outfile: out('site.js'),
    }),
    build({
      ...ticker,
      entryPoints: [client('site/still-page-script.ts')],
      format: 'iife',
      outfile: out('still.js'),
    }),
    build({ ...common, entryPoints: [client('site/site.css')], outfile: out('site.css') }),
    build({
      ...common,
      entryPoints: {
        embed: client('embed/embed-script.ts'),
        frame: client('embed/frame-script.ts'),
        builder: client('embed/builder-script.ts'),
      },
      format: 'iife',
      outdir: out('.'),
    }),
    build({ ...common, entryPoints: [client('embed/frame.css')], outfile: out('frame.css') }),
    build({ ...common, entryPoints: [client('embed/builder.css')], outfile: out('builder.css') }),
    cp(client('demo'), out('demo'), { recursive: true }),
    existsSync(client('newsroom/main.tsx')) && buildNewsroom(),
  ]);
  await tighten(out('ticker.js'));
  return { libraries: librariesIn(module.metafile) };
}

function librariesIn({ inputs }) {
  const names = Object.keys(inputs).flatMap(
    (path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? [],
  );
  return [...new Set(names)].sort();
}

async function buildNewsroom() {
  await build({
    ...common,
    entryPoints: { newsroom: client('newsroom/main.tsx') },
    format: 'esm',
    outdir: out('.'),
    jsx: 'automatic',
    jsxImportSource: 'preact',
  });
}
