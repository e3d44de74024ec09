import type { Burst } from './chapters/bursts.ts';
import type { Connections, Storm } from './chapters/connections.ts';
import type { Delivery } from './chapters/delivery.ts';
import type { Growth } from './chapters/growth.ts';
import type { Instances } from './chapters/instances.ts';
import type { Lines } from './chapters/lines.ts';
import { machine, type Machine } from './machine.ts';
import type { Share } from './chapters/profile.ts';
import type { Screen } from './chapters/screen.ts';
import type { ReaderPage } from './reader/reader-page.ts';

/** A subject that could not be had, and why. */
export interface Lack {
  readonly subject: string;
  readonly why: string;
}

/** Everything one run measured. */
export interface Results {
  readonly machine: Machine;
  /** By chapter, where it was measured apart from the others. */
  readonly apart: Readonly<Record<string, Machine>>;
  /** By chapter, the subjects that were not measured. */
  readonly lacks: Record<string, readonly Lack[]>;
  /** CPU milliseconds of publishing one item to nobody; by another instance, so in no delivery's figure. */
  publishingMs: number;
  readonly delivery: Delivery[];
  /** To readers on EventSource, beside readers on sockets. */
  readonly streams: Delivery[];
  /** Real text of twice the size, plain and compressed. */
  readonly compressed: Delivery[];
  readonly bursts: Burst[];
  readonly connections: Connections[];
  readonly storms: Storm[];
  /** Where the CPU of a connect goes, the largest first. */
  readonly profile: Share[];
  readonly screens: Screen[];
  /** What readers get while their lines break. */
  readonly lines: Lines[];
  readonly growth: Growth[];
  readonly instances: Instances[];
  readonly readerPages: ReaderPage[];
}

/** Of a run on this machine that is about to begin. */
export function nothingYet(): Results {
  return {
    machine: machine(),
    apart: {},
    lacks: {},
    publishingMs: 0,
    delivery: [],
    streams: [],
    compressed: [],
    bursts: [],
    connections: [],
    storms: [],
    profile: [],
    screens: [],
    lines: [],
    growth: [],
    instances: [],
    readerPages: [],
  };
}
