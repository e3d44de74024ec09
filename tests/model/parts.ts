import { Hub } from '../../src/hub/hub.ts';
import type { Hear } from './follower/model-follower.ts';
import type { MakeHub } from './instance.ts';
import { realRelay, type MakeRelay } from './relay/model-relay.ts';
import type { TagOf } from './store.ts';

/** What the parts are made of; a mutation replaces one. */
export interface Parts {
  readonly hear: Hear;
  readonly makeHub: MakeHub;
  readonly makeRelay: MakeRelay;
  readonly tagOf: TagOf;
}

export const realParts: Parts = {
  hear: (outcome) => outcome,
  makeHub: (log, bus, report, clock, told) => new Hub(log, bus, report, clock, 2 ** 30, told),
  makeRelay: realRelay,
  tagOf: (written) => `t${written}`,
};
