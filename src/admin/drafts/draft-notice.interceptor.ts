import {
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { Request } from 'express';
import { tap, type Observable } from 'rxjs';
import { Bus } from '../../bus/bus.ts';
import type { DraftAct } from '../../feed/newsroom-messages.ts';
import { principalOf } from '../access/newsroom.guard.ts';
import type { Answer } from '../items/answers.ts';

/** Tells the newsroom what happened to a draft, without its words. What is published is told by the publisher. */
@Injectable()
export class DraftNotice implements NestInterceptor<Answer | undefined> {
  constructor(private readonly bus: Bus) {}

  intercept(
    context: ExecutionContext,
    next: CallHandler<Answer | undefined>,
  ): Observable<Answer | undefined> {
    const request = context.switchToHttp().getRequest<Request>();
    return next.handle().pipe(tap((answer) => this.tell(request, answer)));
  }

  private tell(request: Request, answer: Answer | undefined): void {
    if (request.method === 'GET') return;
    const { feed, id } = request.params;
    if (typeof feed !== 'string') return;
    const about = { kind: 'draft', feed, by: principalOf(request).name } as const;
    // Nothing is answered when a draft was discarded.
    if (answer === undefined) {
      if (typeof id === 'string')
        this.bus.notify({ ...about, id: id.toLowerCase(), act: 'discarded' });
      return;
    }
    const { item } = answer;
    if (item === undefined || !('draft' in item)) return;
    this.bus.notify({ ...about, id: item.id, rev: item.rev, act: actOf(request.path) });
  }
}

function actOf(path: string): DraftAct {
  if (path.endsWith('/submit')) return 'submitted';
  return path.endsWith('/return') ? 'returned' : 'saved';
}
