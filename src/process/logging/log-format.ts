/** How the log is written: for people, or for programs, one JSON object a line. */
export const logFormats = ['text', 'json'] as const;
export type LogFormat = (typeof logFormats)[number];
