import {
  Catch,
  HttpException,
  Logger,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { Refusal, type RefusalCode } from '../feed/refusal.ts';
import { cacheMomentarily, cacheNowhere } from '../http/caching.ts';
import type { Pages } from '../site/pages/pages.ts';
import { sendPage } from '../site/shell/send-page.ts';

/**
 * Answers every error as `application/problem+json` (RFC 9457) with a stable `code`, or as a page to a browser outside
 * the API. An unexpected error is logged, and the answer does not contain it.
 */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Http');

  constructor(private readonly pages: Pick<Pages, 'refusal'>) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const [request, response] = [http.getRequest<Request>(), http.getResponse<Response>()];
    const refusal = asRefusal(error);
    if (refusal.code === 'unexpected') this.logger.error(error);
    if (response.headersSent) {
      response.end();
      return;
    }
    const { status, title, code, message, faults, extra } = refusal;
    response.removeHeader('ETag');
    if (refusal.retry) response.setHeader('Retry-After', refusal.afterSeconds);
    if (status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
    if (wantsPage(request)) {
      const kept = [401, 404, 429, 503] as const;
      const pageStatus = kept.find((one) => one === status) ?? 400;
      return sendPage(
        request,
        response,
        this.pages.refusal(request.path, pageStatus, title, wordsFor(code, message)),
      );
    }
    cacheRefusal(request, response, refusal);
    response
      .status(status)
      .type('application/problem+json')
      .send(
        JSON.stringify({
          type: 'about:blank',
          title,
          status,
          code,
          detail: message,
          ...(faults.length > 0 ? { errors: faults } : {}),
          ...extra,
        }),
      );
  }
}

/** The text for a page: somebody who followed a link needs no text about HTTP methods. */
function wordsFor(code: RefusalCode, message: string): string {
  return code === 'not_found' ? 'No page has this address. It may have been mistyped.' : message;
}

/** Addresses that only programs ask. */
const forPrograms = /^\/(api|oembed|socket\.io)(\/|$)/;

/** True for a browser outside the API. `curl` and scripts accept any type, and get JSON. */
function wantsPage(request: Request): boolean {
  const isPath = !forPrograms.test(request.path);
  return isPath && isReading(request) && request.accepts(['json', 'html']) === 'html';
}

/**
 * A 404 or 410 may be kept for a second, because it must be able to replace an old 200 in a cache; no other refusal.
 */
function cacheRefusal(request: Request, response: Response, { code }: Refusal): void {
  const isPrivate = String(response.getHeader('Cache-Control')).includes('private');
  if (isPrivate || !isReading(request)) return cacheNowhere(response);
  if (isNothing.has(code)) return cacheMomentarily(response);
  response.setHeader('Cache-Control', code === 'unknown_epoch' ? 'public, max-age=5' : 'no-store');
}

const isNothing: ReadonlySet<RefusalCode> = new Set([
  'unknown_feed',
  'unknown_item',
  'taken_down',
  'not_found',
]);

function isReading({ method }: Request): boolean {
  return method === 'GET' || method === 'HEAD';
}

function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const status = statusOf(error);
  const [code, detail] = byStatus[status] ?? unexpected;
  return new Refusal(code, detail);
}

const unexpected: readonly [RefusalCode, string] = [
  'unexpected',
  'It was logged. Try again in a moment.',
];

/** Errors of the framework and of parsing the body, as refusals. */
const byStatus: Readonly<Record<number, readonly [RefusalCode, string]>> = {
  400: ['malformed', 'The body must be valid JSON in UTF-8.'],
  404: ['not_found', 'Nothing is served at this address with this method.'],
  405: ['method_not_allowed', 'Use another method.'],
  413: ['too_large', 'A body may have 256 KB.'],
  415: ['unsupported_type', 'Send application/json in UTF-8.'],
};

function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  if (typeof error === 'object' && error !== null && 'status' in error) return Number(error.status);
  return 500;
}
