import type { INestApplication } from '@nestjs/common';
import { json, type NextFunction, type Request, type Response } from 'express';
import { Refusal } from '../feed/refusal.ts';

/** Reads JSON bodies of calls to the API, at most 256 KB; any other body there is refused. */
export function useJsonBodies(app: INestApplication): void {
  app.use('/api', refuseOtherTypes, json({ limit: 256 * 1024, strict: true }));
}

function refuseOtherTypes(request: Request, _response: Response, next: NextFunction): void {
  const hasBody =
    request.headers['transfer-encoding'] !== undefined ||
    Number(request.headers['content-length'] ?? 0) > 0;
  if (!hasBody || request.is('application/json') !== false) return next();
  next(new Refusal('unsupported_type', 'Send "Content-Type: application/json".'));
}
