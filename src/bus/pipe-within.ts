import type { Pipe, PipeMessage } from './exchange.ts';

/** The two ends of a pipe within one process: what goes into one comes out of the other, at once. */
export function pipeWithin(): readonly [Pipe, Pipe] {
  const listeners = [new Set<Listener>(), new Set<Listener>()] as const;
  const [here, there] = listeners;
  return [endOf(here, there), endOf(there, here)];
}

type Listener = (message: PipeMessage) => void;

function endOf(own: Set<Listener>, other: Set<Listener>): Pipe {
  return {
    send: (message) => {
      for (const listener of other) listener(message);
    },
    onMessage: (listener) => {
      own.add(listener);
      return () => own.delete(listener);
    },
  };
}
