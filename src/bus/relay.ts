import type { Undo } from './bus.ts';

/** What goes between an instance and the relay. */
export type RelayMessage =
  | { readonly kind: 'announcement'; readonly text: string }
  | { readonly kind: 'echo'; readonly nonce: string };

/** One end of a line between two processes. It keeps the order, and may lose what the other end does not read. */
export interface Line {
  /** Never throws and never waits. */
  readonly send: (message: RelayMessage) => void;
  readonly onMessage: (listener: (message: RelayMessage) => void) => Undo;
}

/** Takes the word from each instance of one machine to all the others. Keeps nothing: a line has its own bound. */
export class Relay {
  private readonly lines = new Set<Line>();

  join(line: Line): Undo {
    this.lines.add(line);
    const undo = line.onMessage((message) => this.hear(line, message));
    return () => {
      undo();
      this.lines.delete(line);
    };
  }

  private hear(from: Line, message: RelayMessage): void {
    switch (message.kind) {
      case 'echo':
        return from.send(message);
      case 'announcement':
        for (const line of this.lines) if (line !== from) line.send(message);
    }
  }
}
