import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';
import { Refusal } from '../feed/refusal.ts';
import { pageHeaders } from './page-headers.ts';
import { passing } from './pages.ts';
import { quietPage } from './quiet-page.ts';

/** A refusal on the way to a page is told as a page. What nobody expected goes on to the edge that logs it. */
@Catch(Refusal)
export class PageRefusalFilter implements ExceptionFilter<Refusal> {
  catch(refusal: Refusal, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    const status = refusal.retry ? 503 : 400;
    const page = passing(quietPage(status, refusal.title, refusal.message), 'null');
    if (refusal.retry) response.set('Retry-After', '5');
    response.status(status).set(pageHeaders(page)).send(page.html);
  }
}
