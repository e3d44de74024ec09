import { Fault } from '../../config-values.ts';

/** How the log is written: for people, or for programs, one JSON object a line. */
export const logFormats = ['text', 'json'] as const;
export type LogFormat = (typeof logFormats)[number];

export function parseLogFormat(value: string): LogFormat | Fault {
  const found = logFormats.find((name) => name === value);
  return found ?? new Fault(`is none of ${logFormats.join(', ')}; leave it out for text`);
}
