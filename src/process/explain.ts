import { ConfigError } from '../config.ts';
import { Refusal } from '../feed/refusal.ts';

/** Why the server did not start, and the cure, for the operator. */
export function explain(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  const { code, port, message } = error as NodeJS.ErrnoException & { readonly port?: number };
  if (code === 'EADDRINUSE')
    return `Port ${port} is taken. Stop who has it, or set PORT to another.`;
  if (code === 'EACCES' && port !== undefined) {
    return `Port ${port} needs more rights. Set PORT to one from 1024 up.`;
  }
  if (error instanceof Refusal) {
    const { cause } = error as Error;
    const why = cause instanceof Error ? ` (${cause.message})` : '';
    return `The database cannot be reached: check DATABASE_URL, and that the server runs${why}.`;
  }
  return `Dateline cannot start: ${message}`;
}
