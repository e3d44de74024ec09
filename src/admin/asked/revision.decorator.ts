import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { readSeenRevision } from './seen-revision.ts';

/** The revision that the call changes, as a SeenRevision, because not every change needs one. */
export const Revision = createParamDecorator((_: unknown, context: ExecutionContext) =>
  readSeenRevision(context.switchToHttp().getRequest<Request>().headers['if-match']),
);
