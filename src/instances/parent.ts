import type { Pipe } from '../bus/relay.ts';
import { IpcChannel, type IpcEnd } from './ipc-channel.ts';
import type { Serving, ToInstance, ToParent } from './message.ts';
import { Questions } from './questions.ts';
import { relayPipe } from './relay-pipe.ts';
import { Siblings, type Gathered } from './siblings.ts';

/** Longer than the parent waits for the others. */
const patienceMs = 2_000;

/** The instance's handle of its parent, the process that started this instance and its siblings. */
export class Parent extends Siblings {
  /** The pipe to the buses of the others. */
  readonly pipe: Pipe;
  private readonly channel: IpcChannel<ToParent, ToInstance>;
  private readonly questions = new Questions<Gathered>();
  private tell: () => Promise<unknown> = async () => [];

  constructor(
    end: IpcEnd,
    private readonly number: number,
    private readonly count: number,
  ) {
    super();
    this.channel = new IpcChannel(end);
    this.pipe = relayPipe(this.channel);
    this.channel.onMessage((message) => this.hear(message));
  }

  /** Tells the parent that this instance serves. */
  serves(serving: Serving): void {
    this.channel.send({ kind: 'serving', serving });
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

  private hear(message: ToInstance): void {
    switch (message.kind) {
      case 'relay':
        return;
      case 'gathered':
        return this.questions.answer(message.question, message.gathered);
      case 'tell-metrics':
        // If the metrics cannot be collected, no answer is sent, and this instance counts as silent.
        this.tell().then(
          (metrics) => this.channel.send({ kind: 'metrics', question: message.question, metrics }),
          () => undefined,
        );
    }
  }
}
