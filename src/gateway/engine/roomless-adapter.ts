import { Adapter } from 'socket.io-adapter';

/** Instead of Socket.IO's rooms: the fan-out has lists of its own, and two sets for each reader are memory. */
export class RoomlessAdapter extends Adapter {
  override addAll(): void {}

  override del(): void {}

  override delAll(): void {}

  /** Would reach nobody, and nobody would notice. */
  override broadcast(): never {
    throw new Error('There are no rooms here: broadcast through FanOut.');
  }
}
