// What stands in the place of parts of Socket.IO's client, as source text.

/** Socket.IO's packets as text (github.com/socketio/socket.io-protocol). */
function packets({ encode, decode }) {
  return `
      import { Emitter } from '@socket.io/component-emitter';
      export const protocol = 5;
      export const PacketType = {
        CONNECT: 0, DISCONNECT: 1, EVENT: 2, ACK: 3, CONNECT_ERROR: 4, BINARY_EVENT: 5, BINARY_ACK: 6,
      };
      export class Encoder {
        ${encode}
      }
      export class Decoder extends Emitter {
        ${decode}
        destroy() {}
      }`;
}

/** For readers, who know one namespace. */
export const packetsOfOneNamespace = packets({
  encode: `
        encode({ type, id = '', data }) {
          return [type + '' + id + (data === undefined ? '' : JSON.stringify(data))];
        }`,
  decode: `
        add(text) {
          const [, type, data] = /^([0-4])(.*)/s.exec(text);
          this.emitReserved('decoded', { type: +type, nsp: '/', data: data ? JSON.parse(data) : undefined });
        }`,
});

/** For the newsroom, which has a namespace of its own beside the readers'. */
export const packetsOfNamespaces = packets({
  encode: `
        encode({ type, nsp, id = '', data }) {
          return [type + (nsp === '/' ? '' : nsp + ',') + id + (data === undefined ? '' : JSON.stringify(data))];
        }`,
  decode: `
        add(text) {
          const [, type, nsp = '/', data] = /^([0-4])(?:(\\/[^,]*),)?(.*)/s.exec(text);
          this.emitReserved('decoded', { type: +type, nsp, data: data ? JSON.parse(data) : undefined });
        }`,
});

/** Listeners by event; what a listener adds or takes away counts from the next event on. */
export const emitter = `
      export class Emitter {
        _heard = new Map();
        on(event, run) {
          this._heard.set(event, [...(this._heard.get(event) ?? []), run]);
          return this;
        }
        once(event, run) {
          const heard = (...args) => {
            this.off(event, heard);
            run.apply(this, args);
          };
          return this.on(event, heard);
        }
        off(event, run) {
          if (event === undefined) this._heard.clear();
          else this._heard.set(event, this._heard.get(event)?.filter((one) => run && one !== run));
          return this;
        }
        removeAllListeners(event) {
          return this.off(event);
        }
        emit(event, ...args) {
          return this.emitReserved(event, ...args);
        }
        emitReserved(event, ...args) {
          for (const run of this._heard.get(event) ?? []) run.apply(this, args);
          return this;
        }
      }`;

/** Engine.IO's packets over a browser's WebSocket, in text frames. */
export const webSocketTransport = `
      import { Emitter } from '@socket.io/component-emitter';
      import { decodePacket, encodePacket } from 'engine.io-parser';
      export class WS extends Emitter {
        name = 'websocket';
        readyState = 'opening';
        writable = false;
        constructor(opts) {
          super();
          this.opts = opts;
          this.query = opts.query;
        }
        open() {
          const { secure, hostname, port, path } = this.opts;
          const host = hostname.includes(':') ? '[' + hostname + ']' : hostname;
          const query = new URLSearchParams(this.query);
          try {
            this.ws = new WebSocket((secure ? 'wss://' : 'ws://') + host + ':' + port + path + '?' + query);
          } catch (error) {
            return this.emitReserved('error', error);
          }
          this.ws.onopen = () => {
            this.readyState = 'open';
            this.writable = true;
            this.emitReserved('open');
          };
          this.ws.onmessage = ({ data }) => this.emitReserved('packet', decodePacket(data));
          this.ws.onerror = () => this.emitReserved('error', new Error('websocket error'));
          this.ws.onclose = () => this._closed();
        }
        send(packets) {
          if (this.readyState !== 'open') return;
          this.writable = false;
          for (const packet of packets) encodePacket(packet, true, (text) => this.ws.send(text));
          queueMicrotask(() => {
            this.writable = true;
            this.emitReserved('drain');
          });
        }
        close() {
          if (this.readyState === 'closed') return;
          if (this.ws) {
            this.ws.onerror = undefined;
            this.ws.close();
          }
          this._closed();
        }
        _closed() {
          this.readyState = 'closed';
          this.emitReserved('close');
        }
      }`;
