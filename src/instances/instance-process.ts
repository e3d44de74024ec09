import { fork, type ChildProcess } from 'node:child_process';
import type { Pipe } from '../bus/exchange.ts';
import type { End, Instance, TakeReader } from './instance.ts';
import { IpcChannel, type Handle } from './ipc-channel.ts';
import type { Serving, ToInstance, ToParent } from './message.ts';
import { Questions } from './questions.ts';
import { busPipe } from './bus-pipe.ts';
import type { Gathered } from './siblings.ts';

/** Which instance to start. */
export interface Place {
  readonly number: number;
  readonly port: number;
  readonly order: Order;
  /** The descriptor of this process that it is to listen on, instead of opening the port. */
  readonly listenFd: number | undefined;
}

/**
 * `first`: started before any other, it makes the sign-in link. `successor`: it waits for
 * the port of the instance that it takes the place of.
 */
export type Order = 'first' | 'further' | 'successor';

/** How long an instance may take to tell the handle of its port. */
const portPatienceMs = 2_000;

/** The parent's handle of an instance: a child process, which serves once it has said so. */
export class InstanceProcess implements Instance {
  /** A successor is prepared. Rejects when it ended before. */
  readonly ready: Promise<void>;
  /** Rejects when the instance ended before it served. The instance itself has printed the reason. */
  readonly serving: Promise<Serving>;
  readonly ended: Promise<End>;
  readonly pipe: Pipe;
  private readonly channel: IpcChannel<ToInstance, ToParent>;
  private readonly questions = new Questions<unknown>();
  private readonly ports = new Questions<Handle | undefined>();
  private readonly readied = Promise.withResolvers<void>();
  private takeReader: TakeReader | undefined;
  private hasServed = false;

  private constructor(
    readonly number: number,
    private readonly child: ChildProcess,
    /** Gathers the metrics of the other instances, when this one asks for them. */
    private readonly gather: () => Promise<Gathered>,
  ) {
    this.channel = new IpcChannel(child);
    this.pipe = busPipe(this.channel);
    const startedMs = performance.now();
    const served = Promise.withResolvers<Serving>();
    this.serving = served.promise;
    this.ready = this.readied.promise;
    this.ended = new Promise((done) => {
      const end = (how: string, isInOrder: boolean) =>
        done({
          how,
          isInOrder,
          hadServed: this.hasServed,
          livedMs: performance.now() - startedMs,
        });
      child.once('exit', (code, signal) =>
        end(signal ?? `exit code ${code}`, code === 0 || signal === 'SIGTERM'),
      );
      // A process that could not be started emits no `exit` event.
      child.on('error', (error) => {
        if (child.pid === undefined) end(error.message, false);
      });
    });
    void this.failAtEnd(served.reject);
    this.serving.catch(() => undefined);
    this.ready.catch(() => undefined);
    this.channel.onMessage((message, handle) => this.hear(message, handle, served.resolve));
  }

  static fork(
    entry: URL,
    { number, port, order, listenFd }: Place,
    gather: (asker: InstanceProcess) => Promise<Gathered>,
  ): InstanceProcess {
    const words = [String(number), String(port), order];
    const child =
      listenFd === undefined
        ? fork(entry, words)
        : fork(entry, [...words, 'listen'], { stdio: [0, 1, 2, 'ipc', listenFd] });
    const instance: InstanceProcess = new InstanceProcess(number, child, () => gather(instance));
    return instance;
  }

  /** True from the message that the instance serves until it has ended. */
  get isServing(): boolean {
    return this.hasServed;
  }

  get dropped(): number {
    return this.channel.dropped;
  }

  async metrics(patienceMs: number): Promise<unknown> {
    if (!this.isServing) return undefined;
    return this.questions.ask(
      (question) => this.channel.send({ kind: 'tell-metrics', question }),
      patienceMs,
    );
  }

  async lendPort(use: (handle: Handle | undefined) => Promise<void>): Promise<void> {
    const ended = this.ended.then(() => undefined);
    const told = this.ports.ask(
      (question) => this.channel.send({ kind: 'tell-port', question }),
      portPatienceMs,
    );
    const handle = await Promise.race([told, ended]);
    // An instance that has ended may have answered before, and its answer come after.
    if (handle === undefined) void told.then((late) => late?.close());
    try {
      await use(handle);
    } finally {
      handle?.close();
    }
  }

  /** Lets a successor that is ready listen: on this handle, or on the port that it opens itself. */
  async takePort(handle: Handle | undefined): Promise<void> {
    if (handle === undefined) this.channel.send({ kind: 'take-port' });
    else await this.channel.sendWith({ kind: 'take-port' }, handle);
  }

  /** Sends the instance a connection on which nothing has been read. */
  readonly greet = (handle: Handle): Promise<boolean> =>
    this.channel.sendWith({ kind: 'newcomer' }, handle);

  /** Sends the instance a reader's connection. */
  readonly adopt: TakeReader = (reader, handle) =>
    this.channel.sendWith({ kind: 'reader', question: 0, reader }, handle);

  leave(to: TakeReader): void {
    this.takeReader = to;
    this.channel.send({ kind: 'leave' });
  }

  drain(): void {
    this.child.kill('SIGTERM');
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }

  private hear(
    message: ToParent,
    handle: Handle | undefined,
    serves: (serving: Serving) => void,
  ): void {
    switch (message.kind) {
      case 'bus':
        return;
      case 'ready':
        return this.readied.resolve();
      case 'serving':
        this.hasServed = true;
        return serves(message.serving);
      case 'port':
        // Too late an answer is nobody's: its handle would keep the port open for ever.
        if (!this.ports.answer(message.question, handle)) handle?.close();
        return;
      case 'reader':
        void this.pass(message.question, message.reader, handle);
        return;
      case 'metrics':
        this.questions.answer(message.question, message.metrics);
        return;
      case 'gather':
        void this.gather().then((gathered) =>
          this.channel.send({ kind: 'gathered', question: message.question, gathered }),
        );
    }
  }

  private async failAtEnd(served: (error: Error) => void): Promise<void> {
    const { how } = await this.ended;
    const error = new Error(`instance ${this.number} ended before it served (${how})`);
    served(error);
    this.readied.reject(error);
  }

  private async pass(question: number, reader: unknown, handle: Handle | undefined): Promise<void> {
    if (handle === undefined) return;
    const isPassed = (await this.takeReader?.(reader, handle)) === true;
    handle.close();
    this.channel.send({ kind: 'passed', question, isPassed });
  }
}
