import { isRecord, textOr } from '../../../../src/feed/shape.ts';
import { list, record } from '../../api/answers.ts';
import type { Send } from '../../api/send.ts';

export type HookKind = 'slack' | 'telegram';
export type HookRole = 'reporter' | 'editor';

/** A chat that writes into a feed. */
export interface Hook {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly feed: string;
  readonly role: string;
  readonly chat: string;
  readonly by: string;
  readonly usedAt: string | undefined;
}

export async function hooks(call: Send): Promise<readonly Hook[]> {
  const answer = record(await call({ method: 'GET', path: '/hooks' }));
  return list(answer['hooks']).map((row) => {
    const { id, kind, name, feed, role, chat, by, usedAt } = record(row);
    return {
      id: textOr(id, ''),
      kind: textOr(kind, ''),
      name: textOr(name, ''),
      feed: textOr(feed, ''),
      role: textOr(role, ''),
      chat: textOr(chat, ''),
      by: textOr(by, ''),
      usedAt: textOr(usedAt, undefined),
    };
  });
}

/** What a chat has to be told, which the server tells this once. */
export interface MadeHook {
  readonly url: string;
  /** Of Telegram: what it proves itself by. */
  readonly secret: string | undefined;
}

export async function makeHook(call: Send, body: object): Promise<MadeHook> {
  const answer = await call({ method: 'POST', path: '/hooks', body });
  const { url, secret } = isRecord(answer) ? answer : {};
  return { url: textOr(url, ''), secret: textOr(secret, undefined) };
}

export async function removeHook(call: Send, id: string): Promise<void> {
  await call({ method: 'DELETE', path: `/hooks/${id}` });
}
