import { record } from '../api/answers.ts';
import type { Send } from '../api/send.ts';

/** Push of a feed: whether browsers may ask to be told, and numbers. */
export interface PushState {
  readonly on: boolean;
  readonly browsers: number;
  readonly breaking: number;
  /** Messages that wait. */
  readonly waiting: number;
  /** Since when the oldest of these waits; empty where none does. */
  readonly oldestAt: string;
}

export async function pushOf(call: Send, feed: string): Promise<PushState> {
  const answer = record(await call({ method: 'GET', path: `/feeds/${feed}/push` }));
  const number = (name: string) => Number(answer[name] ?? 0);
  return {
    on: answer['on'] === true,
    browsers: number('browsers'),
    breaking: number('breaking'),
    waiting: number('waiting'),
    oldestAt: typeof answer['oldestAt'] === 'string' ? answer['oldestAt'] : '',
  };
}

export async function switchPush(call: Send, feed: string, on: boolean): Promise<void> {
  await call({ method: 'PUT', path: `/feeds/${feed}/push`, body: { on } });
}
