import { ConsoleLogger, type LogLevel } from '@nestjs/common';
import type { Membership } from '../../instances/membership.ts';
import { lineOf, stackOf } from './line-of.ts';
import type { LogFormat } from './log-format.ts';
import { requestId } from './request-id.ts';

const logLevels: LogLevel[] = ['fatal', 'error', 'warn'];

/** The log of an instance: each line names the instance, where it is one of several, and the request that it is about. */
export class OperatorLogger extends ConsoleLogger {
  constructor(
    format: LogFormat,
    private readonly membership: Pick<Membership, 'number'> | undefined,
  ) {
    super({
      logLevels,
      json: format === 'json',
      compact: true,
      ...(format === 'json' ? { colors: false } : {}),
      ...(membership === undefined ? {} : { prefix: `Instance ${membership.number}` }),
    });
  }

  protected override stringifyMessage(message: unknown, level: LogLevel): string {
    const id = requestId();
    const words = message instanceof Error ? stackOf(message) : message;
    const text = super.stringifyMessage(words, level);
    return id === undefined ? text : `${text} (request ${id})`;
  }

  protected override getJsonLogObject(
    message: unknown,
    {
      context,
      logLevel,
      error,
      errorStack,
    }: {
      readonly context: string;
      readonly logLevel: LogLevel;
      readonly error?: unknown;
      readonly errorStack?: unknown;
    },
  ): ReturnType<ConsoleLogger['getJsonLogObject']> {
    const stack = error instanceof Error ? stackOf(error) : errorStack;
    const text = typeof message === 'string' ? message : String(message);
    return lineOf(logLevel, text, {
      context,
      instance: this.membership?.number,
      request: requestId(),
      stack,
    }) as ReturnType<ConsoleLogger['getJsonLogObject']>;
  }
}
