import type { INestApplication } from '@nestjs/common';
import { json, raw, type NextFunction, type Request, type Response } from 'express';
import { Refusal } from '../feed/refusal.ts';

/** Files come in here as they are. */
const takesFiles = /^\/v1\/(media|feeds\/[^/]+\/import)\/?$/i;

/** Chats sign the bytes of what they send. */
const takesBytes = /^\/v1\/inbound\//i;

/** More than any call has: what is deeper is no mistake, and would end what walks through it by calling itself. */
const maxNesting = 64;

/**
 * Reads JSON bodies of calls to the API, at most 256 KB and 64 levels, and of chats the bytes, at most 64 KB; any other
 * body there is refused, but where files come in.
 */
export function useJsonBodies(app: INestApplication): void {
  const readJson = json({ limit: 256 * 1024, strict: true });
  const readBytes = raw({ limit: 64 * 1024, type: () => true });
  app.use('/api', (request: Request, response: Response, next: NextFunction) => {
    if (takesFiles.test(request.path)) return next();
    if (takesBytes.test(request.path)) return readBytes(request, response, next);
    refuseOtherTypes(request, response, (error) =>
      error === undefined ? readJson(request, response, refusing(request, next)) : next(error),
    );
  });
}

/** After the body was read: refuses one that nobody would send, before anything walks through it. */
function refusing(request: Request, next: NextFunction): NextFunction {
  return (error?: unknown) => {
    if (error !== undefined || isNestedWithin(request.body)) return next(error);
    next(new Refusal('malformed', `The body is nested more than ${maxNesting} levels deep.`));
  };
}

function refuseOtherTypes(request: Request, _response: Response, next: NextFunction): void {
  const hasBody =
    request.headers['transfer-encoding'] !== undefined ||
    Number(request.headers['content-length'] ?? 0) > 0;
  if (!hasBody || request.is('application/json') !== false) return next();
  next(new Refusal('unsupported_type', 'Send "Content-Type: application/json".'));
}

/** Whether a parsed JSON value has lists and objects inside each other, `levels` at most. Walks without calling itself. */
export function isNestedWithin(value: unknown, levels = maxNesting): boolean {
  let level = [value].filter(isHolder);
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth >= levels) return false;
    level = level.flatMap((holder) => Object.values(holder)).filter(isHolder);
  }
  return true;
}

function isHolder(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
