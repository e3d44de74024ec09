import type { Log } from '../log/log.ts';

/** Counts the calls of the log by name. They grow with instances and feeds, never with readers. */
export class LogCalls {
  /** By the name of the call. */
  readonly all = new Map<string, number>();

  /** The same log, with every call counted. */
  countedBy(log: Log): Log {
    return new Proxy(log, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function' || typeof name !== 'string') return value;
        return (...given: unknown[]): unknown => {
          this.all.set(name, (this.all.get(name) ?? 0) + 1);
          return Reflect.apply(value, target, given);
        };
      },
    });
  }
}
