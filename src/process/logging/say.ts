import { lineOf, stackOf } from './line-of.ts';
import type { LogFormat } from './log-format.ts';

/** What the process itself says: that it serves, that an instance ended, why it cannot go on. */
export interface Say {
  readonly log: (text: string) => void;
  readonly warn: (text: string) => void;
  /** A text for the operator, or an error. */
  readonly error: (why: unknown) => void;
}

/** In the format of the log. Loads nothing of the framework: a process that only starts others does without. */
export function sayIn(format: LogFormat): Say {
  if (format === 'text') return { log: console.log, warn: console.warn, error: console.error };
  return {
    log: (text) => console.log(line('log', text)),
    warn: (text) => console.warn(line('warn', text)),
    error: (why) =>
      console.error(
        why instanceof Error
          ? line('fatal', why.message, { stack: stackOf(why) })
          : line('fatal', String(why)),
      ),
  };
}

function line(level: string, text: string, more?: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(lineOf(level, text, more));
}
