import {
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { Request } from 'express';
import { concatMap, type Observable } from 'rxjs';
import { ExternalIds } from '../../log/external-ids.ts';
import type { Answer } from './answers.ts';

/** Adds the `externalId` of the answered item, where it has one: for the newsroom alone. */
@Injectable()
export class ShowExternalId implements NestInterceptor<Answer | undefined> {
  constructor(private readonly externalIds: ExternalIds) {}

  intercept(
    context: ExecutionContext,
    next: CallHandler<Answer | undefined>,
  ): Observable<Answer | undefined> {
    const { feed } = context.switchToHttp().getRequest<Request>().params;
    return next.handle().pipe(concatMap((answer) => this.shown(feed, answer)));
  }

  private async shown(feed: unknown, answer: Answer | undefined): Promise<Answer | undefined> {
    const item = answer?.item;
    if (item === undefined || typeof feed !== 'string') return answer;
    // The call is carried out: that this cannot be read makes no failure of it.
    const found = await this.externalIds.of(feed, [item.id]).catch(() => undefined);
    const externalId = found?.get(item.id);
    return externalId === undefined ? answer : { ...answer, item: { ...item, externalId } };
  }
}
