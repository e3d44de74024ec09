import {
  Catch,
  HttpException,
  Logger,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common';
import type { Response } from 'express';
import { Refusal, type RefusalCode } from './feed/refusal.ts';

/** Every error as `application/problem+json` (RFC 9457), with a stable `code`. What is not ours to tell is logged, not told. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Http');

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    const refusal = asRefusal(error);
    if (refusal.code === 'unexpected') this.logger.error(error);
    if (response.headersSent) {
      response.end();
      return;
    }
    const { status, title, code, message, faults, extra } = refusal;
    response.removeHeader('ETag');
    const { cacheSeconds } = refusal;
    response.setHeader(
      'Cache-Control',
      cacheSeconds === 0 ? 'no-store' : `public, max-age=${cacheSeconds}`,
    );
    if (code === 'not_signed_in') response.setHeader('WWW-Authenticate', 'Bearer');
    if (refusal.retry) response.setHeader('Retry-After', '1');
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

/** Errors of the framework and of reading the body, in our words. */
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
