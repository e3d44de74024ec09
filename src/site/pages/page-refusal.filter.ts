import { Catch, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Refusal } from '../../feed/refusal.ts';
import { Pages } from './pages.ts';
import { sendPage } from '../shell/send-page.ts';

/** A refusal on the way to a page is told as a page. What nobody expected goes on to the edge that logs it. */
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
