import { fork, type ChildProcess } from 'node:child_process';
import type { Pipe } from '../bus/relay.ts';
import { IpcChannel } from './ipc-channel.ts';
import type { Serving, ToInstance, ToParent } from './message.ts';
import { Questions } from './questions.ts';
import { relayPipe } from './relay-pipe.ts';
import type { Gathered } from './siblings.ts';

/** How an instance ended. */
export interface End {
  /** For the operator. */
  readonly how: string;
  /** The process ended as a signal to end asks for. */
  readonly isInOrder: boolean;
  readonly hadServed: boolean;
  readonly livedMs: number;
}

/** Which instance to start. */
export interface Place {
  readonly number: number;
  readonly port: number;
  /** Started before any other: it checks that the port is free, and makes the sign-in link. */
  readonly isFirst: boolean;
}

/** The parent's handle of an instance: a child process, which serves once it has said so. */
export class InstanceProcess {
  /** Rejects when the instance ended before it served. The instance itself has printed the reason. */
  readonly serving: Promise<Serving>;
  readonly ended: Promise<End>;
  /** The pipe to the instance's bus. */
  readonly pipe: Pipe;
  private readonly channel: IpcChannel<ToInstance, ToParent>;
  private readonly questions = new Questions<unknown>();
  private hasServed = false;

  private constructor(
    readonly number: number,
    private readonly child: ChildProcess,
    /** Gathers the metrics of the other instances, when this one asks for them. */
    private readonly gather: () => Promise<Gathered>,
  ) {
    this.channel = new IpcChannel(child);
    this.pipe = relayPipe(this.channel);
    const startedMs = performance.now();
    const served = Promise.withResolvers<Serving>();
    this.serving = served.promise;
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
    void this.ended.then(({ how }) =>
      served.reject(new Error(`instance ${number} ended before it served (${how})`)),
    );
    this.serving.catch(() => undefined);
    this.channel.onMessage((message) => this.hear(message, served.resolve));
  }

  static fork(
    entry: URL,
    { number, port, isFirst }: Place,
    gather: (asker: InstanceProcess) => Promise<Gathered>,
  ): InstanceProcess {
    const order = isFirst ? 'first' : 'further';
    const child = fork(entry, [String(number), String(port), order]);
    const instance: InstanceProcess = new InstanceProcess(number, child, () => gather(instance));
    return instance;
  }

  /** True from the message that the instance serves until it has ended. */
  get isServing(): boolean {
    return this.hasServed;
  }

  /** The number of messages that were dropped because the instance read too slowly. */
  get dropped(): number {
    return this.channel.dropped;
  }

  /** The metrics of the instance; undefined when it does not serve, or does not answer in time. */
  async metrics(patienceMs: number): Promise<unknown> {
    if (!this.isServing) return undefined;
    return this.questions.ask(
      (question) => this.channel.send({ kind: 'tell-metrics', question }),
      patienceMs,
    );
  }

  /** Asks the instance to send its readers away one by one, and then to end. */
  drain(): void {
    this.child.kill('SIGTERM');
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }

  private hear(message: ToParent, serves: (serving: Serving) => void): void {
    switch (message.kind) {
      case 'relay':
        return;
      case 'serving':
        this.hasServed = true;
        return serves(message.serving);
      case 'metrics':
        return this.questions.answer(message.question, message.metrics);
      case 'gather':
        void this.gather().then((gathered) =>
          this.channel.send({ kind: 'gathered', question: message.question, gathered }),
        );
    }
  }
}
