import { record } from '../api/answers.ts';
import type { Send } from '../api/send.ts';

/** Mail of a feed: whether readers may subscribe, and numbers. */
export interface MailState {
  readonly on: boolean;
  readonly breaking: number;
  readonly daily: number;
  readonly pending: number;
  /** Mails that wait. */
  readonly waiting: number;
  /** Since when the oldest of these waits; empty where none does. */
  readonly oldestAt: string;
  readonly refused: number;
}

export async function mailOf(call: Send, feed: string): Promise<MailState> {
  const answer = record(await call({ method: 'GET', path: `/feeds/${feed}/mail` }));
  const number = (name: string) => Number(answer[name] ?? 0);
  return {
    on: answer['on'] === true,
    breaking: number('breaking'),
    daily: number('daily'),
    pending: number('pending'),
    waiting: number('waiting'),
    oldestAt: typeof answer['oldestAt'] === 'string' ? answer['oldestAt'] : '',
    refused: number('refused'),
  };
}

export async function switchMail(call: Send, feed: string, on: boolean): Promise<void> {
  await call({ method: 'PUT', path: `/feeds/${feed}/mail`, body: { on } });
}

/** Forgets an address in all feeds; answers whether there was anything of it. */
export async function eraseSubscriber(call: Send, address: string): Promise<boolean> {
  const answer = await call({ method: 'POST', path: '/subscribers/erase', body: { address } });
  return record(answer)['erased'] === true;
}
