import { isRecord, textOr, type Fields } from '../../../src/feed/shape.ts';
import { problemOf } from '../api/problem.ts';
import { mayHelpToRetry } from '../api/problem-words.ts';
import type { Call, Send } from '../api/send.ts';
import { dropKept, keptNames, writeKept } from './storage.ts';

/** A text is on the device after 0.4 s at the latest, and on its way to the server after this time more. */
const sendAfterMs = 1_000;
const tryAgainMs = { first: 2_000, most: 30_000 } as const;
/** The server is asked for the texts of other devices at most so often. */
const lookEveryMs = 30_000;
/** What a browser sends when its page is left already. */
const maxLeavingCharacters = 60_000;

/** A text that the server has and this device has not. */
export interface ServerText {
  /** `{tab}:{what}`. */
  readonly name: string;
  readonly value: Fields;
  readonly at: string;
}

/**
 * Keeps a person's unsent texts on the server, as they are on this device, so that a device that is lost takes none
 * with it. What the server has not heard yet is remembered on the device, through crashes too.
 */
export class Mirror {
  readonly #marks: string;
  readonly #waiting = new Set<string>();
  readonly #hearers = new Set<() => void>();
  #sending: Promise<void> = Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #isClosed = false;
  #lookedAt = -Infinity;
  #elsewhere: readonly ServerText[] = [];

  constructor(
    private readonly person: string,
    private readonly send: Send,
    /** What the device has under a name. */
    private readonly read: (name: string) => Fields | undefined,
  ) {
    this.#marks = `dateline:unmirrored:${encodeURIComponent(person)}:`;
  }

  /** Whether the server could not be told for a while: texts are on this device alone. */
  get isBehind(): boolean {
    return this.#failures > 1;
  }

  /** Calls `hear` when `isBehind` may have changed. Returns its undo. */
  whenChanged(hear: () => void): () => void {
    this.#hearers.add(hear);
    return () => this.#hearers.delete(hear);
  }

  /** A text was kept or dropped on this device: the server is told in a moment. */
  changed(name: string): void {
    if (this.#isClosed) return;
    writeKept(this.#marks + name, 1);
    this.#waiting.add(name);
    this.#elsewhere = this.#elsewhere.filter((text) => text.name !== name);
    this.#timer ??= setTimeout(() => this.#sendSoon(), sendAfterMs);
  }

  /** Goes on with what tabs have left behind that are closed now. */
  takeOver(isOpen: (name: string) => boolean): void {
    for (const mark of keptNames()) {
      if (!mark.startsWith(this.#marks)) continue;
      const name = mark.slice(this.#marks.length);
      if (!isOpen(name)) this.changed(name);
    }
  }

  /** The texts that other devices have kept, the newest first. Asks the server when it was not asked for a while. */
  async elsewhere(): Promise<readonly ServerText[]> {
    if (!this.#isClosed && Date.now() - this.#lookedAt > lookEveryMs) {
      this.#lookedAt = Date.now();
      const answer = await this.send({ method: 'GET', path: '/kept' }).catch(() => undefined);
      if (answer !== undefined) this.#elsewhere = textsIn(answer);
    }
    return this.known();
  }

  /** The same, as the server has last told. */
  known(): readonly ServerText[] {
    const all = new Set(keptNames());
    return this.#elsewhere.filter(
      ({ name }) => this.read(name) === undefined && !all.has(this.#marks + name),
    );
  }

  /** Tells the server at once, as far as a page can that is being left. */
  leave(): void {
    for (const name of this.#waiting) {
      const call = this.#callFor(name);
      if (JSON.stringify(call).length > maxLeavingCharacters) continue;
      // The marks stay: whether the call arrives is never known here.
      this.send({ ...call, isLeaving: true }).catch(() => undefined);
    }
  }

  /** Drops the server's copies of texts that the device still has, as far as it can be reached. */
  async dropAll(names: readonly string[]): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting.clear();
    await this.#sending;
    const calls = names.map((name) => this.send({ method: 'DELETE', path: pathOf(name) }));
    await Promise.allSettled(calls);
    for (const name of names) dropKept(this.#marks + name);
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }

  #sendSoon(): void {
    this.#sending = this.#sending.then(() => this.#sendWaiting());
  }

  async #sendWaiting(): Promise<void> {
    this.#timer = undefined;
    // What changes meanwhile waits for its own moment.
    for (const name of new Set(this.#waiting)) {
      if (this.#isClosed) return;
      this.#waiting.delete(name);
      try {
        await this.send(this.#callFor(name));
      } catch (thrown) {
        // A text that is refused for good stays on the device alone.
        if (mayHelpToRetry(problemOf(thrown).code)) return this.#tryAgain(name);
      }
      if (!this.#waiting.has(name)) dropKept(this.#marks + name);
    }
    this.#heard(0);
  }

  #tryAgain(name: string): void {
    this.#waiting.add(name);
    const pause = Math.min(tryAgainMs.most, tryAgainMs.first * 2 ** this.#failures);
    this.#heard(this.#failures + 1);
    if (this.#isClosed) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#sendSoon(), pause);
  }

  #heard(failures: number): void {
    this.#failures = failures;
    for (const hear of this.#hearers) hear();
  }

  #callFor(name: string): Call {
    const value = this.read(name);
    if (value === undefined) return { method: 'DELETE', path: pathOf(name) };
    return { method: 'PUT', path: pathOf(name), body: { person: this.person, value } };
  }
}

function pathOf(name: string): string {
  return `/kept/${encodeURIComponent(name)}`;
}

function textsIn(answer: unknown): readonly ServerText[] {
  const texts = isRecord(answer) && Array.isArray(answer['texts']) ? answer['texts'] : [];
  return texts.filter(isRecord).flatMap(({ name, value, at }) => {
    if (typeof name !== 'string' || !isRecord(value)) return [];
    return [{ name, value, at: textOr(at, '') }];
  });
}
