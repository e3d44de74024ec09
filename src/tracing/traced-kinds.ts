import type { Kind } from '../followers/kinds/kind.ts';
import { measured, type Traces } from './traces.ts';

type Kinds = Readonly<Record<string, Kind>>;

/**
 * The same kinds of followers, each of whose messages is a trace of its own: it may be told long after the change, by another
 * instance. Mail and push measure that a change was handed over, for all readers together, and never a reader's message.
 */
export function tracedKinds(kinds: Kinds, traces: Traces): Kinds {
  return Object.fromEntries(
    Object.entries(kinds).map(([name, kind]) => [name, tracedKind(name, kind, traces)]),
  );
}

function tracedKind(name: string, kind: Kind, traces: Traces): Kind {
  return {
    ...kind,
    send: (message, to, tools, signal) => {
      const facts = {
        'dateline.feed': to.feed,
        'dateline.follower.kind': name,
        'dateline.message': message.type,
      };
      const asked = { name: `tell ${name}`, kind: 'client', under: undefined, facts } as const;
      return measured(traces, asked, async (span) => {
        const outcome = await kind.send(message, to, tools, signal);
        const { status } = outcome;
        span.tell({
          'dateline.outcome': outcome.kind,
          ...(status !== undefined && { 'http.response.status_code': status }),
        });
        if (outcome.kind === 'again' || outcome.kind === 'never') span.fail();
        return outcome;
      });
    },
  };
}
