import type { Pipe, RelayMessage } from '../bus/relay.ts';
import type { IpcChannel } from './ipc-channel.ts';

type Relayed = { readonly kind: 'relay'; readonly message: RelayMessage };

/** The part of a channel that carries messages of the bus. */
export function relayPipe<In extends { readonly kind: string }>(
  channel: IpcChannel<Relayed, In | Relayed>,
): Pipe {
  return {
    send: (message) => channel.send({ kind: 'relay', message }),
    onMessage: (listener) =>
      channel.onMessage((said) => {
        if (said.kind === 'relay') listener((said as Relayed).message);
      }),
  };
}
