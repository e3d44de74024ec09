import { BackOff } from './back-off.ts';
import { Failure } from './failure.ts';
import type { Settings } from './settings.ts';

/** A call that has not ended after this long is sent again. */
const callTimeoutMs = 15_000;

/** What may succeed when it is sent again. */
const passing: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

export interface Write {
  readonly method: 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: object;
  /** The revision that is changed. */
  readonly rev?: number;
  /** The server carries out a call once under its key, however often it is sent. */
  readonly key: string;
}

/** The server's HTTP interface (PROTOCOL.md §3 and §4). A lost connection is tried again for `patienceMs`. */
export class Server {
  constructor(
    private readonly settings: Settings,
    private readonly patienceMs: number,
  ) {}

  get address(): string {
    return this.settings.url;
  }

  /** What everybody may read. */
  read<T>(path: string): Promise<T> {
    return this.repeated(path, {}) as Promise<T>;
  }

  /** What a token is needed for. */
  readAsPerson<T>(path: string): Promise<T> {
    return this.repeated(path, { headers: this.authorization() }) as Promise<T>;
  }

  write<T>({ method, path, body, rev, key }: Write): Promise<T> {
    const headers = {
      ...this.authorization(),
      'Idempotency-Key': key,
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(rev === undefined ? {} : { 'If-Match': `"${rev}"` }),
    };
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    return this.repeated(path, { method, headers, ...sent }) as Promise<T>;
  }

  /**
   * Sends a file, or nothing, and reads the answer line by line, as long as it takes. A lost connection is tried again from
   * the beginning: only for calls that do nothing twice.
   */
  async lines(
    call: { readonly method: 'GET' | 'POST'; readonly path: string; readonly body?: Blob },
    onLine: (line: string) => Promise<void> | void,
  ): Promise<void> {
    const { method, path, body } = call;
    const backOff = new BackOff(this.patienceMs);
    const headers = { ...this.authorization(), 'Content-Type': 'application/octet-stream' };
    for (;;) {
      let why: string;
      let leastMs = 0;
      try {
        const response = await fetch(this.address + path, {
          method,
          headers,
          ...(body !== undefined && { body }),
        });
        if (response.ok && response.body !== null) return await eachLine(response.body, onLine);
        const text = await response.text();
        if (!passing.has(response.status)) throw refusalOf(response, text);
        why = refusalOf(response, text).message;
        leastMs = Number(response.headers.get('retry-after') ?? 0) * 1_000 || 0;
      } catch (error) {
        if (error instanceof Failure) throw error;
        why = reasonOf(error);
      }
      if (!(await backOff.again(leastMs))) throw notReached(this.address, why);
    }
  }

  private authorization(): Record<string, string> {
    const { token } = this.settings;
    if (token !== undefined && token !== '') return { Authorization: `Bearer ${token}` };
    throw new Failure('wrong use', 'This command needs a token.', [
      'DATELINE_TOKEN, or DATELINE_TOKEN_FILE with the name of a file: make one under People in the newsroom',
    ]);
  }

  private async repeated(path: string, request: RequestInit): Promise<unknown> {
    const backOff = new BackOff(this.patienceMs);
    for (;;) {
      let why: string;
      let leastMs = 0;
      try {
        const signal = AbortSignal.timeout(callTimeoutMs);
        const response = await fetch(this.address + path, { ...request, signal });
        const text = await response.text();
        if (!passing.has(response.status)) return answerOf(response, text, this.address);
        why = refusalOf(response, text).message;
        leastMs = Number(response.headers.get('retry-after') ?? 0) * 1_000 || 0;
      } catch (error) {
        if (error instanceof Failure) throw error;
        why = reasonOf(error);
      }
      if (!(await backOff.again(leastMs))) throw notReached(this.address, why);
    }
  }
}

async function eachLine(
  body: ReadableStream<Uint8Array>,
  onLine: (line: string) => Promise<void> | void,
): Promise<void> {
  const decoder = new TextDecoder();
  let pieces: string[] = [];
  for await (const bytes of body) {
    const [first = '', ...others] = decoder.decode(bytes, { stream: true }).split('\n');
    pieces.push(first);
    for (const next of others) {
      await onLine(pieces.join(''));
      pieces = [next];
    }
  }
  const last = pieces.join('');
  if (last !== '') await onLine(last);
}

/** The failure of a server that does not answer, or cannot now. */
export function notReached(address: string, why: string): Failure {
  return new Failure('not reached', `${address} was not reached.`, [
    `${why}; see that it runs and that DATELINE_URL names it, then repeat the command`,
  ]);
}

/** What `fetch` failed by, in words. */
export function reasonOf(error: unknown): string {
  const { cause, message } = error as Error & { cause?: { code?: string; message?: string } };
  return cause?.code ?? (cause?.message || message);
}

function answerOf(response: Response, text: string, address: string): unknown {
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  if (!response.ok) throw refusalOf(response, text);
  if (response.status === 204) return undefined;
  if (isJson) return JSON.parse(text);
  throw notReached(address, 'Something else than Dateline answers there');
}

interface Problem {
  readonly title?: string;
  readonly detail?: string;
  readonly code?: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
}

/** The server's own words (RFC 9457), each faulty field on a line of its own. */
function refusalOf(response: Response, text: string): Failure {
  const isProblem = /problem\+json/.test(response.headers.get('content-type') ?? '');
  const problem = isProblem ? (JSON.parse(text) as Problem) : {};
  const { detail = problem.title ?? `HTTP ${response.status}`, code, errors = [] } = problem;
  const name = code === undefined ? '' : ` (${code})`;
  return new Failure(
    'refused',
    `${detail}${name}`,
    errors.map((error) => `${error.pointer || 'all'}: ${error.detail}`),
  );
}
