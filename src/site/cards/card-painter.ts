import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { Refusal } from '../../feed/refusal.ts';

/** Cards that wait for the one which is painted; each takes some 30 ms. */
const maxWaiting = 50;
/** A worker without work is let go. */
const idleMs = 60_000;

const faces = ['DejaVuSans', 'DejaVuSans-Bold', 'DejaVuSerif-Bold'];

/** Runs beside the event loop, for which a picture would be a pause that all readers feel. */
const program = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { Resvg } = require(workerData.rasterizer);
  parentPort.on('message', (svg) => {
    try {
      const font = { loadSystemFonts: false, fontFiles: workerData.fontFiles, defaultFontFamily: 'DejaVu Sans' };
      const png = new Resvg(svg, { font, logLevel: 'off' }).render().asPng();
      parentPort.postMessage({ png });
    } catch (error) {
      parentPort.postMessage({ fault: String(error) });
    }
  });
`;

type Painted = { readonly png: Uint8Array } | { readonly fault: string };

interface Waiting {
  readonly svg: string;
  readonly done: PromiseWithResolvers<Buffer>;
}

/** Makes PNG of SVG, one after the other, in a thread of its own that is started when it is needed. */
export class CardPainter {
  readonly #waiting: Waiting[] = [];
  #painting: Waiting | undefined;
  #worker: Worker | undefined;
  #idle: NodeJS.Timeout | undefined;

  /** Throws the Refusal `unavailable` when too many wait, or the rasterizer does not run on this machine. */
  async paint(svg: string): Promise<Buffer> {
    if (this.#waiting.length >= maxWaiting) throw notNow('Too many cards wait to be drawn.');
    const done = Promise.withResolvers<Buffer>();
    this.#waiting.push({ svg, done });
    this.#next();
    return done.promise;
  }

  async close(): Promise<void> {
    clearTimeout(this.#idle);
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }

  #next(): void {
    if (this.#painting !== undefined) return;
    this.#painting = this.#waiting.shift();
    clearTimeout(this.#idle);
    if (this.#painting === undefined) {
      this.#idle = setTimeout(() => void this.close(), idleMs).unref();
      return;
    }
    try {
      this.#worker ??= this.#start();
      this.#worker.postMessage(this.#painting.svg, []);
    } catch (error) {
      this.#end({ fault: String(error) });
    }
  }

  #start(): Worker {
    const { resolve } = createRequire(import.meta.url);
    const worker = new Worker(program, {
      eval: true,
      workerData: {
        rasterizer: resolve('@resvg/resvg-js'),
        fontFiles: faces.map((face) => resolve(`dejavu-fonts-ttf/ttf/${face}.ttf`)),
      },
    });
    worker.on('message', (painted: Painted) => this.#end(painted));
    worker.on('error', (error) => this.#lost(worker, String(error)));
    worker.on('exit', () => this.#lost(worker, 'The thread that draws cards ended.'));
    // Behind the listeners: one for messages holds the process.
    worker.unref();
    return worker;
  }

  #lost(worker: Worker, fault: string): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    this.#end({ fault });
  }

  #end(painted: Painted): void {
    const done = this.#painting?.done;
    this.#painting = undefined;
    if ('png' in painted) done?.resolve(Buffer.from(painted.png));
    else done?.reject(notNow('The card cannot be drawn now.', painted.fault));
    this.#next();
  }
}

/** The cause is for the operator alone: it may name files of this machine. */
function notNow(detail: string, cause?: string): Refusal {
  const refusal = new Refusal('unavailable', detail);
  refusal.cause = cause;
  return refusal;
}
