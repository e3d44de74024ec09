import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { root } from './parts.ts';

/** What one process of the tests is asked. */
export interface Asked {
  readonly path: string;
  /** Full names; all of the file's where it is absent. */
  readonly tests?: readonly string[] | undefined;
  readonly mutant?: string | undefined;
  /** A mutant that is reached more often than this throws: it runs in a circle. */
  readonly hitLimit?: number | undefined;
}

export type Answer =
  | {
      readonly kind: 'ran';
      readonly failure?: string;
      /** Milliseconds, by the full names of tests. */
      readonly durations: Readonly<Record<string, number>>;
      /** How often each mutant was reached, by `hooks` and `test …`. */
      readonly perTest: Readonly<Record<string, Readonly<Record<string, number>>>>;
      /** The mutants that were reached by loading modules. */
      readonly statics: readonly string[];
    }
  | { readonly kind: 'ended'; readonly why: 'too long' | 'crash'; readonly text: string };

/** One process that runs tests, and the next when it has ended or must. */
export class Slot {
  readonly folder: string;
  #child: ChildProcess | undefined;
  #mutant: string | undefined;
  #runs = 0;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Ends the process; the next has this mutant in it from the beginning, or none. */
  renew(mutant?: string): void {
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
    this.#mutant = mutant;
    this.#runs = 0;
  }

  async run(asked: Asked, limitMs: number): Promise<Answer> {
    // What failed tests leave behind does not pile up.
    if (this.#runs >= 400) this.renew(this.#mutant);
    this.#runs += 1;
    this.#child ??= await this.#begin();
    const child = this.#child;
    let text = '';
    child.stderr?.removeAllListeners('data').on('data', (bytes: Buffer) => {
      text = (text + bytes.toString()).slice(-2_000);
    });
    return new Promise((done) => {
      const finish = (answer: Answer) => {
        clearTimeout(timer);
        child.removeAllListeners('message').removeAllListeners('exit');
        if (answer.kind === 'ended') this.renew(this.#mutant);
        done(answer);
      };
      const timer = setTimeout(() => finish({ kind: 'ended', why: 'too long', text }), limitMs);
      child.once('exit', () => finish({ kind: 'ended', why: 'crash', text }));
      child.once('message', (answer: object) => finish({ kind: 'ran', ...answer } as Answer));
      if (child.connected) child.send(asked, () => undefined);
    });
  }

  async #begin(): Promise<ChildProcess> {
    const { MUTANT: _, ...environment } = process.env;
    const mutant = this.#mutant === undefined ? {} : { MUTANT: this.#mutant };
    const child = fork(join(root, 'tests/mutation/worker.mjs'), [this.folder], {
      cwd: root,
      execArgv: ['--disable-warning=ExperimentalWarning'],
      // SQLite alone: databases of other kinds would have to be started.
      env: { ...environment, TEST_QUICK: '1', ...mutant },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let text = '';
    child.stderr?.on('data', (bytes: Buffer) => (text += bytes.toString()));
    await new Promise<void>((ready, failed) => {
      child.once('message', () => ready());
      child.once('exit', () =>
        failed(new Error(`The process of the tests did not start: ${text}`)),
      );
    });
    child.removeAllListeners('exit');
    return child;
  }
}

/** Does work in as many slots as there are, in order. */
export async function inSlots<T, R>(
  slots: readonly Slot[],
  work: readonly T[],
  act: (slot: Slot, one: T, n: number) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = [];
  let next = 0;
  await Promise.all(
    slots.map(async (slot) => {
      while (next < work.length) {
        const n = next;
        next += 1;
        const one = work[n] as T;
        results[n] = await act(slot, one, n);
      }
    }),
  );
  return results;
}
