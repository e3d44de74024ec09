import type { Pipe } from '../bus/exchange.ts';
import type { TakeReader } from './instance.ts';
import { IpcChannel, type Handle, type IpcEnd } from './ipc-channel.ts';
import type { Serving, ToInstance, ToParent } from './message.ts';
import { Questions } from './questions.ts';
import { busPipe } from './bus-pipe.ts';
import { Siblings, type Gathered } from './siblings.ts';

/** Longer than the parent waits for the others. */
const patienceMs = 2_000;
/** For so long a reader's connection may be on its way to the successor. */
const passPatienceMs = 10_000;

/** What the parent asks of an instance that serves. */
export interface OnAsked {
  /** The handle of its port, which stays its own. */
  readonly port: () => Handle | undefined;
  /** The successor serves: leave to it. */
  readonly leave: (to: TakeReader) => void;
  /** Takes a connection that the predecessor had; the handle is the instance's own from now on. */
  readonly adopt: (reader: unknown, handle: Handle) => void;
  /** Takes a connection on which nothing has been read. */
  readonly greet: (handle: Handle) => void;
}

/** The instance's handle of its parent, the process that started this instance and its siblings. */
export class Parent extends Siblings {
  /** The pipe to the buses of the others. */
  readonly pipe: Pipe;
  private readonly channel: IpcChannel<ToParent, ToInstance>;
  private readonly questions = new Questions<Gathered>();
  private readonly passes = new Questions<boolean>();
  private readonly portTaken = Promise.withResolvers<Handle | undefined>();
  private asked: OnAsked | undefined;
  private tell: () => Promise<unknown> = async () => [];

  constructor(
    end: IpcEnd,
    private readonly number: number,
    private readonly count: number,
  ) {
    super();
    this.channel = new IpcChannel(end);
    this.pipe = busPipe(this.channel);
    this.channel.onMessage((message, handle) => this.hear(message, handle));
  }

  /** Resolves when the parent has ended. */
  get whenOver(): Promise<void> {
    return this.channel.whenOver;
  }

  /** Tells the parent that this instance serves. */
  serves(serving: Serving): void {
    this.channel.send({ kind: 'serving', serving });
  }

  /** A successor: resolves to the handle of its predecessor's port, without one when the port must be opened. */
  awaitPort(): Promise<Handle | undefined> {
    this.channel.send({ kind: 'ready' });
    return this.portTaken.promise;
  }

  onAsked(asked: OnAsked): void {
    this.asked = asked;
  }

  override tellWith(tell: () => Promise<unknown>): void {
    this.tell = tell;
  }

  override async gather(): Promise<Gathered> {
    const [metrics, gathered] = await Promise.all([
      this.tell(),
      this.questions.ask((question) => this.channel.send({ kind: 'gather', question }), patienceMs),
    ]);
    const own = { number: this.number, metrics };
    return gathered === undefined
      ? { told: [own], silent: this.count - 1, parent: undefined }
      : { ...gathered, told: [own, ...gathered.told] };
  }

  /** Sends a reader's connection to the successor. */
  private readonly give: TakeReader = async (reader, handle) => {
    const send = async (question: number): Promise<void> => {
      const isSent = await this.channel.sendWith({ kind: 'reader', question, reader }, handle);
      if (!isSent) this.passes.answer(question, false);
    };
    const passed = await this.passes.ask((question) => void send(question), passPatienceMs);
    return passed === true;
  };

  private hear(message: ToInstance, handle: Handle | undefined): void {
    switch (message.kind) {
      case 'bus':
        return;
      case 'tell-port':
        return this.tellPort(message.question);
      case 'take-port':
        return this.portTaken.resolve(handle);
      case 'leave':
        return this.asked?.leave(this.give);
      case 'reader':
        if (handle === undefined) return;
        if (this.asked === undefined) handle.close();
        else this.asked.adopt(message.reader, handle);
        return;
      case 'newcomer':
        if (handle !== undefined) this.asked?.greet(handle);
        return;
      case 'passed':
        this.passes.answer(message.question, message.isPassed);
        return;
      case 'gathered':
        this.questions.answer(message.question, message.gathered);
        return;
      case 'tell-metrics':
        // If the metrics cannot be collected, no answer is sent, and this instance counts as silent.
        this.tell().then(
          (metrics) => this.channel.send({ kind: 'metrics', question: message.question, metrics }),
          () => undefined,
        );
    }
  }

  private tellPort(question: number): void {
    const handle = this.asked?.port();
    if (handle === undefined) this.channel.send({ kind: 'port', question });
    else void this.channel.sendWith({ kind: 'port', question }, handle);
  }
}
