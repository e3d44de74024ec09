import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  emitter,
  packetsOfNamespaces,
  packetsOfOneNamespace,
  webSocketTransport,
} from './library-parts.mjs';

const modules = join(dirname(fileURLToPath(import.meta.url)), '../node_modules');
const library = (path) => join(modules, path);
const ofLibraries = /node_modules.*\.js$/;

/**
 * What of the libraries no reader needs: transports beside WebSocket, binary messages, addresses that are no URL,
 * browsers of before, and coming back by itself.
 */
const unneeded = new Map(
  Object.entries({
    'engine.io-client/build/esm/transports/index.js': `
      import { WS } from './websocket.js';
      export const transports = { websocket: WS };`,
    'engine.io-client/build/esm/transports/polling-xhr.js': 'export class XHR {}',
    'engine.io-client/build/esm/transports/websocket.js': webSocketTransport,
    'engine.io-client/build/esm/transport.js':
      'export class Transport {} export class TransportError {}',
    '@socket.io/component-emitter/lib/esm/index.js': emitter,
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
    'socket.io-client/build/esm/contrib/backo2.js': 'export const Backoff = undefined;',
    'socket.io-client/build/esm/index.js': `export { Manager } from './manager.js';`,
    'socket.io-parser/build/esm/index.js': packetsOfOneNamespace,
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
      ...without('_filterUpgrades'),
      createTransport: `
        const { opts, hostname, secure, port } = this;
        const query = { ...opts.query, EIO: protocol, transport: name };
        return new DEFAULT_TRANSPORTS[name]({ ...opts, query, socket: this, hostname, secure, port });`,
      _open: `
        this.readyState = 'opening';
        const transport = this.createTransport(this.transports[0]);
        transport.open();
        this.setTransport(transport);`,
      onOpen: `
        this.readyState = 'open';
        this.emitReserved('open');
        this.flush();`,
      onHandshake: `
        this.emitReserved('handshake', data);
        this.id = data.sid;
        this.transport.query.sid = data.sid;
        this._pingInterval = data.pingInterval;
        this._pingTimeout = data.pingTimeout;
        this.onOpen();
        if (this.readyState !== 'closed') this._resetPingTimeout();`,
      _resetPingTimeout: `
        this.clearTimeoutFn(this._pingTimeoutTimer);
        const delay = this._pingInterval + this._pingTimeout;
        this._pingTimeoutTime = Date.now() + delay;
        this._pingTimeoutTimer = this.setTimeoutFn(() => this._onClose('ping timeout'), delay);`,
      _sendPacket: `
        if (this.readyState === 'closing' || this.readyState === 'closed') return;
        this.writeBuffer.push({ type, data });
        this.flush();`,
      _getWritablePackets: 'return this.writeBuffer;',
      close: `
        const close = () => {
          this._onClose('forced close');
          this.transport.close();
        };
        if (this.readyState === 'opening' || this.readyState === 'open') {
          this.readyState = 'closing';
          if (this.writeBuffer.length > 0) this.once('drain', close);
          else close();
        }
        return this;`,
      _onError: "this.emitReserved('error', err); this._onClose('transport error', err);",
    },
    'socket.io-client/build/esm/socket.js': {
      ...without(
        'send emitWithAck _registerAckCallback _addToQueue timeout compress onAny prependAny offAny listenersAny ' +
          'onAnyOutgoing prependAnyOutgoing offAnyOutgoing listenersAnyOutgoing ack onack volatile disconnected',
      ),
      emit: `
        const packet = { type: PacketType.EVENT, data: [ev, ...args] };
        if (this.connected && !this.io.engine._hasPingExpired()) this.packet(packet);
        else this.sendBuffer.push(packet);`,
      emitEvent: 'super.emit(...args);',
      onevent: `
        const args = packet.data || [];
        if (this.connected) this.emitEvent(args);
        else this.receiveBuffer.push(args);`,
      onconnect: `
        this.id = id;
        this.connected = true;
        this.emitBuffered();
        this.emitReserved('connect');`,
      emitBuffered: `
        this.receiveBuffer.forEach((args) => this.emitEvent(args));
        this.receiveBuffer = [];
        this.sendBuffer.forEach((packet) => this.packet(packet));
        this.sendBuffer = [];`,
      ...without('notifyOutgoingListeners _drainQueue'),
      _clearAcks: '',
    },
    'socket.io-client/build/esm/manager.js': {
      ...without(
        'connect reconnect onreconnect reconnection reconnectionAttempts reconnectionDelay ' +
          'randomizationFactor reconnectionDelayMax',
      ),
      maybeReconnectOnOpen: '',
    },
  }).map(([path, methods]) => [library(path), methods]),
);

function without(names) {
  return Object.fromEntries(names.split(' ').map((name) => [name, undefined]));
}

/** Of a constructor: transports that are given as classes. */
const transportsByClass =
  /if \(opts\.transportImplementations && opts\.transports\)[^]*?(?=this\.opts = )/;

/** Of a constructor: how to come back. Nothing waits in the library: the ticker decides when. */
const waysToComeBack = /this\.reconnection\(opts[^]*?new Backoff\(\{[^]*?\}\);/;

/** Of a socket: a long sentence for who connects to a server of Socket.IO 2. */
const wordsOfBefore = /"It seems you are trying to reach[^"]*"/;

/** The source of a class with some of its methods cut. Throws when one is not there. */
function cutOut(source, methods) {
  const plain = source
    .replace(
      transportsByClass,
      'this.transports = opts.transports; this._transportsByName = DEFAULT_TRANSPORTS;',
    )
    .replace(waysToComeBack, 'this.backoff = { reset() {} };')
    .replace(wordsOfBefore, '"no Socket.IO 3"');
  if (/transportImplementations|new Backoff|migrating-from/.test(plain))
    throw new Error(
      'The library takes transports, comes back, or refuses a server, in another way.',
    );
  return Object.entries(methods).reduce((text, [name, body]) => {
    const method = new RegExp(`^    (?:get )?(${name}\\([^)]*\\) \\{)\\n[^]*?^    \\}$`, 'm');
    if (!method.test(text)) throw new Error(`The library has no method ${name} any more.`);
    return text.replace(method, (_, head) => (body === undefined ? '' : `    ${head} ${body} }`));
  }, plain);
}

/** Leaves out of Socket.IO's client what a ticker never uses: text over a WebSocket is all it speaks. For esbuild. */
export const textOverWebSocket = {
  name: 'text-over-websocket',
  setup({ onLoad }) {
    onLoad({ filter: ofLibraries }, async ({ path }) => {
      const contents = await leftOf(path, unneeded);
      return contents && { contents, resolveDir: dirname(path) };
    });
  },
};

const unneededInNewsroom = new Map([
  ...unneeded,
  [library('socket.io-parser/build/esm/index.js'), packetsOfNamespaces],
]);

/** The same for the newsroom, which has a namespace of its own beside the readers'. For Rolldown. */
export const textInNamespaces = {
  name: 'text-in-namespaces',
  load: {
    filter: { id: ofLibraries },
    handler: async (path) => leftOf(path, unneededInNewsroom),
  },
};

/** What is left of a library's file, or undefined when nothing is cut. */
async function leftOf(path, replaced) {
  const methods = cut.get(path);
  return methods === undefined ? replaced.get(path) : cutOut(await readFile(path, 'utf8'), methods);
}
