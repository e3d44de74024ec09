import { setTimeout as wait } from 'node:timers/promises';
import type { Call } from './call.ts';

/** The id of the answered item, and the revision that the next change must name. */
export interface Answer {
  readonly id: string | undefined;
  readonly rev: number | undefined;
}

/** The public HTTP interface, as a newsroom's tool uses it. */
export class Newsroom {
  constructor(
    private readonly origin: string,
    private readonly token: string,
    private readonly signal: AbortSignal,
  ) {}

  /** Sends a call. It is sent again after a pause when the server answers that it may succeed later. */
  async send(call: Call): Promise<Answer> {
    for (let attempt = 1; ; attempt++) {
      const response = await fetch(this.origin + call.path, {
        method: call.method,
        headers: {
          Authorization: `Bearer ${this.token}`,
          ...(call.body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...call.headers,
        },
        body: call.body === undefined ? undefined : JSON.stringify(call.body),
        signal: this.signal,
      });
      const text = await response.text();
      if (response.ok) return answerOf(text);
      if (![429, 503].includes(response.status) || attempt === 8) {
        throw new Error(`${call.method} ${call.path}: ${response.status} ${text}`);
      }
      const seconds = Number(response.headers.get('Retry-After') ?? 1);
      await wait(Math.min(30, seconds || 1) * 1000, undefined, { signal: this.signal });
    }
  }
}

function answerOf(text: string): Answer {
  const parsed: unknown = text === '' ? {} : JSON.parse(text);
  const item = isRecord(parsed) && isRecord(parsed['item']) ? parsed['item'] : {};
  return {
    id: typeof item['id'] === 'string' ? item['id'] : undefined,
    rev: typeof item['rev'] === 'number' ? item['rev'] : undefined,
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
