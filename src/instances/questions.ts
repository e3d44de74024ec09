/** Questions to another process, whose answers come as messages of their own. */
export class Questions<Answer> {
  private readonly open = new Map<number, (answer: Answer) => void>();
  private latest = 0;

  /** Undefined when no answer comes in time. */
  async ask(send: (question: number) => void, patienceMs: number): Promise<Answer | undefined> {
    this.latest += 1;
    const question = this.latest;
    const answered = Promise.withResolvers<Answer | undefined>();
    const timer = setTimeout(() => answered.resolve(undefined), patienceMs);
    this.open.set(question, answered.resolve);
    try {
      send(question);
      return await answered.promise;
    } finally {
      clearTimeout(timer);
      this.open.delete(question);
    }
  }

  /** One that comes too late, or to no question, is nothing. */
  answer(question: number, answer: Answer): void {
    this.open.get(question)?.(answer);
  }
}
