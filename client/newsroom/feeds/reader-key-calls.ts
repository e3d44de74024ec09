import { textOr } from '../../../src/feed/shape.ts';
import { list, record } from '../api/answers.ts';
import type { Send } from '../api/send.ts';

/** A key by which a site signs for its signed-in readers, without the secret. */
export interface ReaderKey {
  readonly id: string;
  readonly by: string;
  readonly createdAt: string;
  /** Empty: it is the newest. */
  readonly endsAt: string;
}

const pathOf = (feed: string, rest = '') => `/feeds/${feed}/reader-keys${rest}`;

export async function readerKeys(call: Send, feed: string): Promise<readonly ReaderKey[]> {
  const answer = record(await call({ method: 'GET', path: pathOf(feed) }));
  return list(answer['keys']).map((key): ReaderKey => {
    const { id, by, createdAt, endsAt } = record(key);
    return {
      id: textOr(id, ''),
      by: textOr(by, ''),
      createdAt: textOr(createdAt, ''),
      endsAt: textOr(endsAt, ''),
    };
  });
}

/** Makes one; answers its secret, which the server tells this once. */
export async function makeReaderKey(call: Send, feed: string): Promise<string> {
  const answer = record(await call({ method: 'POST', path: pathOf(feed) }));
  return textOr(answer['secret'], '');
}

export async function endReaderKey(call: Send, feed: string, id: string): Promise<void> {
  await call({ method: 'DELETE', path: pathOf(feed, `/${id}`) });
}
