import { Adapter } from 'socket.io-adapter';

/** Replaces Socket.IO's rooms: the fan-out has its own lists, and rooms would cost two sets per reader. */
export class RoomlessAdapter extends Adapter {
  override addAll(): void {}

  override del(): void {}

  override delAll(): void {}

  /** Throws: without rooms a broadcast would silently reach no reader. */
  override broadcast(): never {
    throw new Error('There are no rooms here: broadcast through FanOut.');
  }
}
