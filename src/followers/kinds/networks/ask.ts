import { isRecord } from '../../../feed/shape.ts';
import type { Request, SafeClient } from '../../send/safe-client.ts';
import { Unanswered } from '../../send/unanswered.ts';
import { outcomeOf } from '../http-outcome.ts';
import { NetworkRefusal } from './network.ts';

interface Asked extends Omit<Request, 'body' | 'headers'> {
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: object;
}

export interface NetworkAnswer {
  readonly status: number;
  readonly json: Readonly<Record<string, unknown>>;
  /** What it has where it is an array. */
  readonly list: readonly unknown[];
}

/**
 * Asks a network for something. Throws NetworkRefusal for an answer that is no success and that `isFine` does not take;
 * `secondsIn`: when it wants to be asked again, where its answer says so.
 */
export async function ask(
  client: SafeClient,
  { json: sent, headers, ...request }: Asked,
  isFine: (answer: NetworkAnswer) => boolean = () => false,
  secondsIn: (answer: NetworkAnswer) => number | undefined = () => undefined,
): Promise<NetworkAnswer> {
  const reply = await client.send({
    ...request,
    headers: {
      accept: 'application/json',
      'user-agent': 'Dateline',
      ...(sent !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(sent !== undefined && { body: JSON.stringify(sent) }),
  });
  const { status } = reply;
  const parsed = parsedIn(reply.body);
  const answer = {
    status,
    json: isRecord(parsed) ? parsed : {},
    list: Array.isArray(parsed) ? (parsed as readonly unknown[]) : [],
  };
  const outcome = outcomeOf(reply);
  if (isFine(answer)) return answer;
  // Its account may not post any more: every further try would be refused as well.
  if (status === 401 || status === 403) {
    throw new NetworkRefusal({ kind: 'gone', status, reason: `answered ${status}` });
  }
  if (outcome.kind === 'again') {
    const afterSeconds = secondsIn(answer) ?? outcome.afterSeconds;
    throw new NetworkRefusal({ ...outcome, ...(afterSeconds !== undefined && { afterSeconds }) });
  }
  if (outcome.kind !== 'done') throw new NetworkRefusal(outcome);
  return answer;
}

/** A text of an answer. Throws Unanswered where it is none: something else than the network has answered. */
export function textIn(record: unknown, name: string): string {
  const value = isRecord(record) ? record[name] : undefined;
  if (typeof value !== 'string' || value === '') throw new Unanswered('no HTTP answer');
  return value;
}

/** What an answer has, nothing where it did not come whole or is no JSON. */
function parsedIn(body = ''): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
