import type { Given, Option, Usage } from './arguments.ts';
import type { Server } from './server.ts';

/** What a command works with. */
export interface Desk {
  readonly server: Server;
  /** Where the server of this machine keeps its data, if there is one. */
  readonly dataDir: string;
  /** The port of that server, where it is said. */
  readonly port: number | undefined;
  /** A line on stdout; control characters in it become spaces. */
  say(line: string): Promise<void>;
  /** A line on stderr, beside the result. */
  note(line: string): void;
  /** How far it is, on stderr, where somebody looks at it: each takes the place of the one before; none ends it. */
  progress(text?: string): void;
  /** All of stdin. */
  typed(): Promise<string>;
}

/** One command of `dateline`. */
export interface Command extends Usage {
  readonly does: string;
  run(given: Given, desk: Desk): Promise<void>;
}

export const json: Readonly<Record<'json', Option>> = {
  json: { type: 'boolean', help: 'print what the server answers, as JSON' },
};

export const idempotencyKey: Readonly<Record<'idempotency-key', Option>> = {
  'idempotency-key': {
    type: 'string',
    help: 'the same call under the same key is carried out once, also when the command is run again',
  },
};

/** The path of a feed's calls. */
export function pathOf(given: Given): string {
  return `/api/v1/feeds/${encodeURIComponent(given.word('feed'))}`;
}

export function itemPathOf(given: Given): string {
  return `${pathOf(given)}/items/${encodeURIComponent(given.word('item'))}`;
}
