/** A line of the log, in JSON. Times are RFC 3339, in UTC. */
export function lineOf(
  level: string,
  message: string,
  more: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  return { time: new Date().toISOString(), level, message, ...more };
}

/**
 * An error for the log: where it came from, and what caused it. Its other fields are left out: databases write the row that
 * they refuse into them, and with it what an editor has written.
 */
export function stackOf(error: Error, depth = 3): string {
  const stack = error.stack ?? `${error.name}: ${error.message}`;
  return error.cause instanceof Error && depth > 0
    ? `${stack}\nbecause of ${stackOf(error.cause, depth - 1)}`
    : stack;
}
