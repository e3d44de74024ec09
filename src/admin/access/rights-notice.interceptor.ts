import {
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { Request } from 'express';
import { tap, type Observable } from 'rxjs';
import { Sessions } from '../../accounts/sessions.ts';
import { Bus } from '../../bus/bus.ts';
import { sessionOf } from '../session/session-cookie.ts';
import { accessOf } from './access.decorator.ts';

/** Tells every instance after a call that may have ended a session or changed a role: who is connected is looked at again. */
@Injectable()
export class RightsNotice implements NestInterceptor {
  constructor(
    private readonly bus: Bus,
    private readonly sessions: Sessions,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<Request>();
    if (request.method === 'GET') return next.handle();
    const isForEverybody = accessOf(context.getHandler())?.kind === 'everybody';
    // Whoever is not signed in ends nothing, and must not make every instance look.
    if (isForEverybody && !(await this.isSignedIn(request))) return next.handle();
    return next.handle().pipe(tap(() => this.bus.notify({ kind: 'rights' })));
  }

  private async isSignedIn(request: Request): Promise<boolean> {
    const secret = sessionOf(request);
    return secret !== undefined && (await this.sessions.bySession(secret)) !== undefined;
  }
}
