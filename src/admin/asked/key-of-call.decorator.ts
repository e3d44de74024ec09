import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { readIdempotencyKey } from './read-idempotency-key.ts';

/** The call's IdempotencyKey, or undefined where it has none. */
export const KeyOfCall = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const request = context.switchToHttp().getRequest<Request>();
  return readIdempotencyKey(request.headers['idempotency-key'], request);
});
