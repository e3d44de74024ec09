interface Answer<T> {
  readonly promise: Promise<T>;
  readonly untilMs: number;
  /** 0 until it is known. */
  bytes: number;
}

/** Asked and not yet answered, or answered: more are never kept. */
const maxAnswers = 500;

/**
 * Remembers what the log answered for a moment, and lets everybody who asks the same meanwhile share one
 * question: a crowd that opens the same old item is one query a second. Shorter than the two seconds a
 * takedown has. Keeps at most `maxBytes`, the oldest go first, and nothing that is older than `lifeMs`.
 */
export class ShortMemory<T> {
  /** Oldest first: all live equally long. */
  private readonly answers = new Map<string, Answer<T>>();
  private bytes = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly maxBytes: number,
    private readonly bytesOf: (answer: T) => number = bytesOfJson,
    private readonly clock: { readonly now: () => number } = performance,
    private readonly lifeMs = 1_000,
  ) {}

  get(key: string, ask: () => Promise<T>): Promise<T> {
    this.forgetOld();
    const known = this.answers.get(key);
    if (known !== undefined) return known.promise;
    const answer = { promise: ask(), untilMs: this.clock.now() + this.lifeMs, bytes: 0 };
    this.answers.set(key, answer);
    if (this.answers.size > maxAnswers) this.forgetOldest();
    this.timer ??= setTimeout(() => this.lookAgain(), this.lifeMs).unref();
    answer.promise.then(
      (value) => this.weigh(key, answer, this.bytesOf(value)),
      () => this.forget(key, answer),
    );
    return answer.promise;
  }

  /** Bytes kept just now. */
  get size(): number {
    return this.bytes;
  }

  private weigh(key: string, answer: Answer<T>, bytes: number): void {
    if (this.answers.get(key) !== answer) return;
    answer.bytes = bytes;
    this.bytes += bytes;
    while (this.bytes > this.maxBytes) this.forgetOldest();
  }

  /** Nobody may ask for a long time: what is too old goes all the same. */
  private lookAgain(): void {
    this.forgetOld();
    this.timer =
      this.answers.size === 0 ? undefined : setTimeout(() => this.lookAgain(), this.lifeMs).unref();
  }

  private forgetOld(): void {
    const now = this.clock.now();
    for (const [key, answer] of this.answers) {
      if (now < answer.untilMs) return;
      this.forget(key, answer);
    }
  }

  private forgetOldest(): void {
    for (const [key, answer] of this.answers) {
      this.forget(key, answer);
      return;
    }
  }

  private forget(key: string, answer: Answer<T>): void {
    if (this.answers.get(key) !== answer) return;
    this.answers.delete(key);
    this.bytes -= answer.bytes;
  }
}

/** What a tree of small objects takes in memory is some three times its JSON. */
function bytesOfJson(answer: unknown): number {
  return 3 * (JSON.stringify(answer)?.length ?? 0);
}
