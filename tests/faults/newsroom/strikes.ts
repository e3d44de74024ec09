import type { Step } from './steps.ts';
import type { Seat } from './press-room.ts';

/** What goes wrong in the moment of the act, and how it is mended. */
export interface Strike {
  readonly name: string;
  readonly begin: (seat: Seat, step: Step, id: string | undefined) => Promise<unknown>;
  readonly end: (seat: Seat) => Promise<unknown>;
}

const nothing = async () => undefined;

export const strikes: readonly Strike[] = [
  {
    name: 'tab killed',
    begin: async (seat, step) => {
      // Before the key has reached the page there is nothing to lose but the last 0.4 s of typing.
      if (step.isCall) await seat.isWriting();
      await seat.crash();
    },
    end: nothing,
  },
  {
    name: 'server killed',
    begin: async ({ room }) => room.cluster.instances[0]?.stop('SIGKILL'),
    end: async ({ room }) => room.cluster.instances[0]?.start(),
  },
  {
    name: 'Redis stopped',
    begin: ({ room }) => room.stopRedis(),
    end: ({ room }) => room.startRedis(),
  },
  {
    name: 'database stopped',
    begin: ({ room }) => room.postgres.halt(),
    end: ({ room }) => room.postgres.resume(),
  },
  {
    name: 'network cut',
    begin: (seat) => seat.context.setOffline(true),
    end: (seat) => seat.context.setOffline(false),
  },
  {
    name: 'session ended',
    begin: (seat) => seat.endSession(),
    end: nothing,
  },
  {
    name: 'other person',
    begin: ({ room, feed }, step, id) => step.meddle(room, feed, id),
    end: nothing,
  },
];
