import { textOr } from '../../../src/feed/shape.ts';
import { list, record } from '../api/answers.ts';
import type { Send } from '../api/send.ts';

/** A feed of another newsroom, whose items come into this one. */
export interface Upstream {
  readonly id: string;
  readonly url: string;
  readonly name: string;
  readonly mode: string;
  readonly by: string;
  readonly health: string;
  readonly reason: string;
  readonly behind: number;
  readonly answeredAt: string | undefined;
  readonly nextAt: string | undefined;
  readonly kept: number;
  readonly skipped: number;
  readonly skippedReason: string;
  /** Items that are here, and were not there when its log had another history. */
  readonly missing: number;
}

const pathOf = (feed: string, rest = '') => `/feeds/${feed}/upstreams${rest}`;

export async function upstreams(call: Send, feed: string): Promise<readonly Upstream[]> {
  const answer = record(await call({ method: 'GET', path: pathOf(feed) }));
  return list(answer['upstreams']).map(readUpstream);
}

export async function addUpstream(call: Send, feed: string, body: object): Promise<void> {
  await call({ method: 'POST', path: pathOf(feed), body });
}

export async function changeUpstream(
  call: Send,
  feed: string,
  id: string,
  body: object,
): Promise<void> {
  await call({ method: 'PATCH', path: pathOf(feed, `/${id}`), body });
}

export async function removeUpstream(call: Send, feed: string, id: string): Promise<void> {
  await call({ method: 'DELETE', path: pathOf(feed, `/${id}`) });
}

function readUpstream(row: unknown): Upstream {
  const { id, url, name, mode, by, health, reason, behind, answeredAt, nextAt, ...more } =
    record(row);
  const compared = more['compared'] === undefined ? {} : record(more['compared']);
  return {
    id: textOr(id, ''),
    url: textOr(url, ''),
    name: textOr(name, ''),
    mode: textOr(mode, ''),
    by: textOr(by, ''),
    health: textOr(health, ''),
    reason: textOr(reason, ''),
    behind: numberOr0(behind),
    answeredAt: textOr(answeredAt, undefined),
    nextAt: textOr(nextAt, undefined),
    kept: numberOr0(more['kept']),
    skipped: numberOr0(more['skipped']),
    skippedReason: textOr(more['skippedReason'], ''),
    missing: numberOr0(compared['missing']),
  };
}

function numberOr0(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}
