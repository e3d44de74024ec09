import type { Undo } from './bus.ts';

/** A message between an instance and the exchange. */
export type PipeMessage =
  | { readonly kind: 'announcement'; readonly text: string }
  | { readonly kind: 'notice'; readonly text: string }
  | { readonly kind: 'echo'; readonly nonce: string };

/**
 * One end of a pipe between two processes. Messages keep their order, and are lost when the other end reads too
 * slowly.
 */
export interface Pipe {
  /** Never throws and never waits. */
  readonly send: (message: PipeMessage) => void;
  readonly onMessage: (listener: (message: PipeMessage) => void) => Undo;
}

/**
 * Carries the announcements and notices of each instance of one machine to all the others. Keeps nothing: each pipe has its own
 * bound.
 */
export class Exchange {
  private readonly pipes = new Set<Pipe>();

  join(pipe: Pipe): Undo {
    this.pipes.add(pipe);
    const undo = pipe.onMessage((message) => this.hear(pipe, message));
    return () => {
      undo();
      this.pipes.delete(pipe);
    };
  }

  private hear(from: Pipe, message: PipeMessage): void {
    switch (message.kind) {
      case 'echo':
        return from.send(message);
      case 'announcement':
      case 'notice':
        for (const pipe of this.pipes) if (pipe !== from) pipe.send(message);
    }
  }
}
