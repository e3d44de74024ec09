import type { Pipe, PipeMessage } from '../bus/exchange.ts';
import type { IpcChannel } from './ipc-channel.ts';

type OfTheBus = { readonly kind: 'bus'; readonly message: PipeMessage };

/** The part of a channel that carries messages of the bus. */
export function busPipe<In extends { readonly kind: string }>(
  channel: IpcChannel<OfTheBus, In | OfTheBus>,
): Pipe {
  return {
    send: (message) => channel.send({ kind: 'bus', message }),
    onMessage: (listener) =>
      channel.onMessage((said) => {
        if (said.kind === 'bus') listener((said as OfTheBus).message);
      }),
  };
}
