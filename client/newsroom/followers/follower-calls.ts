import { isRecord, textOr } from '../../../src/feed/shape.ts';
import { list, record } from '../api/answers.ts';
import type { Send } from '../api/send.ts';

/** What became of the latest attempt to tell a target something. */
export interface FollowerAnswer {
  readonly at: string;
  readonly ms: number;
  readonly outcome: string;
  readonly reason: string;
}

/** Where a feed's changes go outside. */
export interface Follower {
  readonly id: string;
  readonly kind: string;
  readonly target: string;
  readonly filter: string;
  /** Of a subscriber: the document that it follows, and until when. */
  readonly topic: string;
  readonly endsAt: string | undefined;
  readonly by: string;
  readonly health: string;
  readonly pause: string;
  readonly behind: number;
  readonly deadLetters: number;
  readonly nextAt: string | undefined;
  readonly last: FollowerAnswer | undefined;
}

const pathOf = (feed: string, rest = '') => `/feeds/${feed}/followers${rest}`;

/** Where a feed's changes go. Of those who have subscribed themselves, the list has a part. */
export interface Followers {
  readonly all: readonly Follower[];
  readonly subscribers: number;
}

export async function followers(call: Send, feed: string): Promise<Followers> {
  const answer = record(await call({ method: 'GET', path: pathOf(feed) }));
  return {
    all: list(answer['followers']).map(readFollower),
    subscribers: numberOr0(answer['subscribers']),
  };
}

/** Adds one; answers its secret, which the server tells this once. */
export async function addFollower(call: Send, feed: string, body: object): Promise<string> {
  return secretOf(await call({ method: 'POST', path: pathOf(feed), body }));
}

/** Answers the new secret, if one was asked for. */
export async function changeFollower(
  call: Send,
  feed: string,
  id: string,
  body: object,
): Promise<string> {
  return secretOf(await call({ method: 'PATCH', path: pathOf(feed, `/${id}`), body }));
}

export async function removeFollower(call: Send, feed: string, id: string): Promise<void> {
  await call({ method: 'DELETE', path: pathOf(feed, `/${id}`) });
}

export async function sendAgain(call: Send, feed: string, id: string): Promise<void> {
  await call({ method: 'POST', path: pathOf(feed, `/${id}/retry`), body: {} });
}

export async function testFollower(call: Send, feed: string, id: string): Promise<FollowerAnswer> {
  return readAnswer(await call({ method: 'POST', path: pathOf(feed, `/${id}/test`), body: {} }));
}

function secretOf(answer: unknown): string {
  return textOr(isRecord(answer) ? answer['secret'] : undefined, '');
}

function readFollower(row: unknown): Follower {
  const { id, kind, target, filter, by, health, pause, behind, deadLetters, answers, ...more } =
    record(row);
  const [last] = list(answers ?? []);
  return {
    id: textOr(id, ''),
    kind: textOr(kind, ''),
    target: textOr(target, ''),
    filter: textOr(filter, ''),
    topic: textOr(more['topic'], ''),
    endsAt: textOr(more['endsAt'], undefined),
    by: textOr(by, ''),
    health: textOr(health, ''),
    pause: textOr(pause, ''),
    behind: numberOr0(behind),
    deadLetters: numberOr0(deadLetters),
    nextAt: textOr(more['nextAt'], undefined),
    last: last === undefined ? undefined : readAnswer(last),
  };
}

function readAnswer(row: unknown): FollowerAnswer {
  const { at, ms, outcome, reason } = record(row);
  return {
    at: textOr(at, ''),
    ms: numberOr0(ms),
    outcome: textOr(outcome, ''),
    reason: textOr(reason, ''),
  };
}

function numberOr0(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}
