import { textOr } from '../../../src/feed/shape.ts';
import { list, record } from '../api/answers.ts';
import type { Send } from '../api/send.ts';

/** An address whose entries come into a feed again and again. */
export interface Wire {
  readonly id: string;
  readonly url: string;
  readonly goes: string;
  readonly everySeconds: number;
  readonly filter: Readonly<Record<string, readonly string[]>>;
  readonly by: string;
  readonly health: string;
  readonly nextAt: string | undefined;
  /** The latest look: when, why it failed, and how many entries became what. */
  readonly latest:
    | {
        readonly at: string;
        readonly outcome: string;
        readonly reason: string;
        readonly counts: Readonly<Record<string, unknown>>;
      }
    | undefined;
}

const pathOf = (feed: string, rest = '') => `/feeds/${feed}/wires${rest}`;

export async function wires(call: Send, feed: string): Promise<readonly Wire[]> {
  const answer = record(await call({ method: 'GET', path: pathOf(feed) }));
  return list(answer['wires']).map(readWire);
}

export async function addWire(call: Send, feed: string, body: object): Promise<void> {
  await call({ method: 'POST', path: pathOf(feed), body });
}

/** Also has it looked at now. */
export async function changeWire(
  call: Send,
  feed: string,
  id: string,
  body: object,
): Promise<void> {
  await call({ method: 'PATCH', path: pathOf(feed, `/${id}`), body });
}

export async function removeWire(call: Send, feed: string, id: string): Promise<void> {
  await call({ method: 'DELETE', path: pathOf(feed, `/${id}`) });
}

function readWire(row: unknown): Wire {
  const { id, url, goes, everySeconds, filter, by, health, nextAt, latest } = record(row);
  const given = record(filter ?? {});
  return {
    id: textOr(id, ''),
    url: textOr(url, ''),
    goes: textOr(goes, ''),
    everySeconds: typeof everySeconds === 'number' ? everySeconds : 0,
    filter: Object.fromEntries(
      Object.entries(given).map(([name, words]) => [
        name,
        list(words).map((word) => textOr(word, '')),
      ]),
    ),
    by: textOr(by, ''),
    health: textOr(health, ''),
    nextAt: textOr(nextAt, undefined),
    latest: latest === undefined ? undefined : readLook(latest),
  };
}

function readLook(value: unknown) {
  const { at, outcome, reason, ...counts } = record(value);
  return {
    at: textOr(at, ''),
    outcome: textOr(outcome, ''),
    reason: textOr(reason, ''),
    counts,
  };
}
