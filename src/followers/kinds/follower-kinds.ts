import type { Kind } from './kind.ts';

/**
 * The kinds that this instance tells: those that calls may add, and the kinds `mail` and `push` where they are configured; `crowd`: the kinds of
 * those who subscribe themselves. Also the injection token.
 */
export class FollowerKinds {
  constructor(
    readonly all: Readonly<Record<string, Kind>>,
    readonly crowd: Readonly<Record<string, Kind>> = {},
  ) {}
}
