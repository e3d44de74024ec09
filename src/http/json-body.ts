import type { INestApplication } from '@nestjs/common';
import { json, raw, type NextFunction, type Request, type Response } from 'express';
import { Refusal } from '../feed/refusal.ts';

/** Files come in here as they are. */
const takesFiles = /^\/v1\/(media|feeds\/[^/]+\/import)\/?$/i;

/** Chats sign the bytes of what they send. */
const takesBytes = /^\/v1\/inbound\//i;

/**
 * Reads JSON bodies of calls to the API, at most 256 KB, and of chats the bytes, at most 64 KB; any other body there is
 * refused, but where files come in.
 */
export function useJsonBodies(app: INestApplication): void {
  const readJson = json({ limit: 256 * 1024, strict: true });
  const readBytes = raw({ limit: 64 * 1024, type: () => true });
  app.use('/api', (request: Request, response: Response, next: NextFunction) => {
    if (takesFiles.test(request.path)) return next();
    if (takesBytes.test(request.path)) return readBytes(request, response, next);
    refuseOtherTypes(request, response, (error) =>
      error === undefined ? readJson(request, response, next) : next(error),
    );
  });
}

function refuseOtherTypes(request: Request, _response: Response, next: NextFunction): void {
  const hasBody =
    request.headers['transfer-encoding'] !== undefined ||
    Number(request.headers['content-length'] ?? 0) > 0;
  if (!hasBody || request.is('application/json') !== false) return next();
  next(new Refusal('unsupported_type', 'Send "Content-Type: application/json".'));
}
