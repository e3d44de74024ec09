import { Catch, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Refusal } from '../../feed/refusal.ts';
import { Pages } from './pages.ts';
import { sendPage } from '../shell/send-page.ts';

/** Answers a refusal as a page. Unexpected errors are left to ProblemFilter, which logs them. */
@Catch(Refusal)
export class PageRefusalFilter implements ExceptionFilter<Refusal> {
  constructor(@Inject(Pages) private readonly pages: Pages) {}

  async catch(refusal: Refusal, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const [request, response] = [http.getRequest<Request>(), http.getResponse<Response>()];
    const status = refusal.retry ? 503 : 400;
    if (refusal.retry) response.set('Retry-After', '5');
    const page = this.pages.refusal(request.path, status, refusal.title, refusal.message);
    await sendPage(request, response, page);
  }
}
