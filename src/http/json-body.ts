import type { INestApplication } from '@nestjs/common';
import { json, type NextFunction, type Request, type Response } from 'express';
import { Refusal } from '../feed/refusal.ts';

/** Files come in here as they are. */
const takesFiles = /^\/v1\/media\/?$/i;

/** Reads JSON bodies of calls to the API, at most 256 KB; any other body there is refused, but where files come in. */
export function useJsonBodies(app: INestApplication): void {
  const readJson = json({ limit: 256 * 1024, strict: true });
  app.use('/api', (request: Request, response: Response, next: NextFunction) => {
    if (takesFiles.test(request.path)) return next();
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
