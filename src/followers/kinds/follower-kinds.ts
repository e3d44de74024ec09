import type { Kind } from './kind.ts';

/** The kinds that this instance tells: those that calls may add, and the kind `mail` where mail is configured. Also the injection token. */
export class FollowerKinds {
  constructor(readonly all: Readonly<Record<string, Kind>>) {}
}
