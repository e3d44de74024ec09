/**
 * Remembers what the log answered for a moment, and lets everybody who asks the same meanwhile share one
 * question: a crowd that opens the same old item is one query a second. Shorter than the two seconds a
 * takedown has.
 */
export class ShortMemory<T> {
  private readonly answers = new Map<
    string,
    { readonly answer: Promise<T>; readonly untilMs: number }
  >();

  constructor(
    private readonly clock: { readonly now: () => number } = performance,
    private readonly lifeMs = 1_000,
    private readonly maxAnswers = 500,
  ) {}

  get(key: string, ask: () => Promise<T>): Promise<T> {
    const now = this.clock.now();
    const known = this.answers.get(key);
    if (known !== undefined && now < known.untilMs) return known.answer;
    if (this.answers.size >= this.maxAnswers) this.forgetOld(now);
    const answer = ask();
    this.answers.set(key, { answer, untilMs: now + this.lifeMs });
    answer.catch(() => this.answers.delete(key));
    return answer;
  }

  private forgetOld(now: number): void {
    for (const [key, { untilMs }] of this.answers) if (untilMs <= now) this.answers.delete(key);
    if (this.answers.size >= this.maxAnswers) this.answers.clear();
  }
}
