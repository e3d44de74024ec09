import { ownServer } from './own-server.ts';
import { parseProblem, Problem } from './problem.ts';

export interface Call {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Below `/api/v1`. */
  readonly path: string;
  readonly body?: unknown;
  /** A file in place of a body. */
  readonly file?: Blob;
  readonly headers?: Readonly<Record<string, string>>;
  /** The page is being left: the browser sends the call without it. */
  readonly isLeaving?: boolean;
}

/** Makes a call and returns the JSON of the answer, undefined for an empty one. Throws a Problem for any failure. */
export type Send = (call: Call) => Promise<unknown>;

/** A call without an answer for this long has failed. It may have been carried out, so a retry must be harmless. */
const patienceMs = 20_000;
/** A file on a bad line takes its time. */
const filePatienceMs = 180_000;

export function createSend(fetcher: typeof fetch): Send {
  return async ({ method, path, body, file, headers = {}, isLeaving = false }) => {
    const answer = await reach(() =>
      fetcher(`${ownServer()}api/v1${path}`, {
        method,
        headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
        body: file ?? (body === undefined ? undefined : JSON.stringify(body)),
        cache: 'no-store',
        keepalive: isLeaving,
        signal: AbortSignal.timeout(file === undefined ? patienceMs : filePatienceMs),
      }),
    );
    const words = await reach(() => answer.text());
    const json = parseJson(words);
    if (!answer.ok) throw parseProblem(answer.status, json);
    if (json === undefined && words !== '') {
      throw new Problem('unreadable', 'The answer cannot be read', 'It may come from a proxy.');
    }
    return json;
  };
}

async function reach<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch {
    throw new Problem(
      'unreachable',
      'The server cannot be reached',
      'Your text is kept on this device. Try again.',
    );
  }
}

function parseJson(words: string): unknown {
  try {
    return JSON.parse(words);
  } catch {
    return undefined;
  }
}
