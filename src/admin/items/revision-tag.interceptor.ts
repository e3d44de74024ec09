import {
  HttpStatus,
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { Response } from 'express';
import { map, type Observable } from 'rxjs';
import type { Answer } from './answers.ts';

/** Sends the revision of the answered item as `ETag`, and 204 when a handler answers nothing. */
@Injectable()
export class RevisionTag implements NestInterceptor<Answer | undefined> {
  intercept(
    context: ExecutionContext,
    next: CallHandler<Answer | undefined>,
  ): Observable<Answer | undefined> {
    const response = context.switchToHttp().getResponse<Response>();
    return next.handle().pipe(
      map((answer) => {
        if (answer === undefined) response.status(HttpStatus.NO_CONTENT);
        else if (answer.item !== undefined && 'rev' in answer.item) {
          response.setHeader('ETag', `"${answer.item.rev}"`);
        }
        return answer;
      }),
    );
  }
}
