import type { Pipe } from '../bus/exchange.ts';
import type { End, Instance, TakeReader } from './instance.ts';
import type { Handle } from './ipc-channel.ts';

/** What the process that serves alone can do with its own service. */
export interface OwnService {
  /** The handle of its port, which stays its own. */
  readonly port: () => Handle | undefined;
  /** Leaves to a successor; resolves when nobody and nothing is left of it. */
  readonly leave: (to: TakeReader) => Promise<void>;
  /** Sends the readers away; resolves when everything is closed. */
  readonly end: () => Promise<void>;
}

/**
 * The one instance of a process that serves alone. With the first reload this process becomes the parent of a successor,
 * and stays it: a service manager knows it by its number.
 */
export class OwnInstance implements Instance {
  readonly number = 1;
  readonly isServing = true;
  readonly dropped = 0;
  readonly ended: Promise<End>;
  private readonly end = Promise.withResolvers<End>();
  private isLeaving = false;

  constructor(
    readonly pipe: Pipe,
    private readonly service: OwnService,
  ) {
    this.ended = this.end.promise;
  }

  async metrics(): Promise<undefined> {}

  lendPort(use: (handle: Handle | undefined) => Promise<void>): Promise<void> {
    return use(this.service.port());
  }

  leave(to: TakeReader): void {
    this.endAfter(() => this.service.leave(to));
  }

  drain(): void {
    this.endAfter(() => this.service.end());
  }

  /** The process ends with it. */
  kill(): void {
    this.tell('it was late', false);
  }

  private endAfter(work: () => Promise<void>): void {
    if (this.isLeaving) return;
    this.isLeaving = true;
    work().then(
      () => this.tell('exit code 0', true),
      (error: unknown) => this.tell(String(error), false),
    );
  }

  private tell(how: string, isInOrder: boolean): void {
    this.end.resolve({ how, isInOrder, hadServed: true, livedMs: performance.now() });
  }
}
