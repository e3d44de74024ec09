/** Questions to another process, whose answers come as messages of their own. */
export class Questions<Answer> {
  private readonly open = new Map<number, (answer: Answer) => void>();
  private latest = 0;

  /** Sends a question and resolves to its answer; undefined when none comes within `patienceMs`. */
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

  /** Takes an answer; false: it is late or belongs to no question, and is ignored. */
  answer(question: number, answer: Answer): boolean {
    const take = this.open.get(question);
    take?.(answer);
    return take !== undefined;
  }
}
