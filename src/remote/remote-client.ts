import {
  SafeClient,
  type Limits,
  type Reply,
  type Request,
} from '../followers/send/safe-client.ts';
import { Unanswered } from '../followers/send/unanswered.ts';
import { RemoteFault } from './remote-fault.ts';

/** A segment of 64 long items has some MB. */
const usual: Limits = {
  connectMs: 5_000,
  headersMs: 8_000,
  wholeMs: 20_000,
  maxBodyBytes: 16 * 1024 * 1024,
};

/** A client for other newsrooms: it leads into no private network, unless that is allowed. */
export function remoteClient(allowsPrivate: boolean, limits: Partial<Limits> = {}): SafeClient {
  return new SafeClient(allowsPrivate, undefined, undefined, { ...usual, ...limits });
}

/** Asks another Dateline for JSON. Throws a RemoteFault where no answer comes. */
export async function askRemote(client: SafeClient, request: Request): Promise<Reply> {
  const headers = {
    ...request.headers,
    accept: 'application/json',
    'accept-encoding': 'identity',
  };
  try {
    return await client.send({ ...request, headers });
  } catch (error) {
    if (!(error instanceof Unanswered)) throw error;
    throw new RemoteFault(
      error.reason === 'private address'
        ? 'is in a private network (FOLLOWERS_ALLOW_PRIVATE lets it)'
        : `was not reached: ${error.reason}`,
    );
  }
}

/** The JSON of an answer. Throws a RemoteFault for any status but 200, and for what is none. */
export function parsed(reply: Reply): unknown {
  const { status, body, headers = {} } = reply;
  if (status !== 200) throw faultOf(reply);
  if (body === undefined) throw new RemoteFault('answers without end, or too much, or broke off');
  if (!/^application\/(problem\+)?json\b/i.test(headers['content-type'] ?? '')) {
    throw new RemoteFault('does not answer as a Dateline does');
  }
  try {
    return JSON.parse(body);
  } catch {
    throw new RemoteFault('does not answer as a Dateline does');
  }
}

export function faultOf({ status, afterSeconds }: Reply): RemoteFault {
  const reason =
    status === 404
      ? 'has no such feed'
      : status >= 300 && status < 400
        ? `answers ${status}: it has moved; give its new address`
        : `answers ${status}`;
  return new RemoteFault(reason, undefined, afterSeconds);
}
