import { randomUUID } from 'node:crypto';
import { adminToken, call, type Answer } from '../call.ts';
import type { Editor } from './editor.ts';

/** The result of one post: an answer, or undefined because the connection broke. */
export interface Sent {
  readonly headline: string;
  readonly answer: Answer | undefined;
  /** When it was sent (performance.now), and until the answer was there. */
  readonly atMs: number;
  readonly tookMs: number;
}

/** Posts once and measures the time, where an Editor would try again. Acknowledged posts are reported to the editor. */
export class Desk {
  /** Of acknowledged posts, by seq: when they were sent. */
  readonly sentMs = new Map<number, number>();
  #editor: Editor;
  #feed: string;

  constructor(feed: string, editor: Editor) {
    this.#feed = feed;
    this.#editor = editor;
  }

  /** Posts an item. The headline is also the Idempotency-Key, so posting it again is a retry. */
  async post(url: string, headline: string = randomUUID(), more: object = {}): Promise<Sent> {
    const headers = { authorization: `Bearer ${adminToken}`, 'idempotency-key': headline };
    const path = `/api/v1/feeds/${this.#feed}/items`;
    const atMs = performance.now();
    const answer = await call(url, 'POST', path, { headline, ...more }, headers).catch(
      () => undefined,
    );
    const sent = { headline, answer, atMs, tookMs: performance.now() - atMs };
    if (answer?.status === 201) {
      this.#editor.acknowledged.add(headline);
      this.sentMs.set(seqOf(answer), atMs);
    }
    return sent;
  }

  /** Posts, and fails where it is not acknowledged; its seq. */
  async mustPost(url: string): Promise<number> {
    const { answer } = await this.post(url);
    if (answer?.status !== 201)
      throw new Error(`posting answered ${answer?.status} ${answer?.text}`);
    return seqOf(answer);
  }
}

/** Where an acknowledged post stands in the log. */
export function seqOf(answer: Answer): number {
  return (answer.json['change'] as { readonly seq: number }).seq;
}

/** Calls `work` every so often for a while, one after the other. */
export async function repeatedly(
  everyMs: number,
  forMs: number,
  work: (turn: number) => Promise<void>,
): Promise<void> {
  const startedMs = performance.now();
  for (let turn = 0; performance.now() - startedMs < forMs; turn += 1) {
    await work(turn);
    const waitMs = startedMs + (turn + 1) * everyMs - performance.now();
    await new Promise((done) => setTimeout(done, Math.max(0, waitMs)));
  }
}
