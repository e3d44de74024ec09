import { textOr } from '../../../src/feed/shape.ts';
import { list, record } from '../api/answers.ts';
import type { Send } from '../api/send.ts';

export interface OwnSession {
  readonly id: string;
  readonly openedAt: string;
  readonly seenAt: string;
  /** The browser, as it names itself. */
  readonly agent: string;
  readonly isThisOne: boolean;
}

export async function ownSessions(call: Send): Promise<readonly OwnSession[]> {
  const answer = record(await call({ method: 'GET', path: '/sessions' }));
  return list(answer['sessions']).map((row) => {
    const { id, openedAt, seenAt, agent, current } = record(row);
    return {
      id: textOr(id, ''),
      openedAt: textOr(openedAt, ''),
      seenAt: textOr(seenAt, ''),
      agent: textOr(agent, ''),
      isThisOne: current === true,
    };
  });
}

export async function endSession(call: Send, id: string): Promise<void> {
  await call({ method: 'DELETE', path: `/sessions/${id}` });
}

export async function endOtherSessions(call: Send): Promise<void> {
  await call({ method: 'DELETE', path: '/sessions' });
}
