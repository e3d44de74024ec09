import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { WebSocketGateway, type OnGatewayInit } from '@nestjs/websockets';
import type { Principal } from '../accounts/principal.ts';
import { newsroomNamespace } from '../feed/newsroom-messages.ts';
import { Refusal } from '../feed/refusal.ts';
import { guestOf, type EditorNamespace, type EditorSocket } from '../gateway/editor-sockets.ts';
import { Addresses } from '../http/addresses.ts';
import { EditorDoor, type Credential } from './editor-door.ts';
import { Editors } from './editors.ts';

interface Entered {
  readonly credential: Credential;
  readonly principal: Principal;
}

/** The newsroom's namespace, for who is signed in: on the readers' engine, apart from their gateway. */
@WebSocketGateway({ namespace: newsroomNamespace })
export class NewsroomGateway implements OnGatewayInit, OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Newsroom');

  constructor(
    private readonly door: EditorDoor,
    private readonly editors: Editors,
    private readonly addresses: Addresses,
  ) {}

  afterInit(namespace: EditorNamespace): void {
    const entered = new WeakMap<EditorSocket, Entered>();
    namespace.use((socket, next) => {
      const admit = async () => {
        const refusal = await this.enter(socket, entered);
        next(refusal);
      };
      void admit();
    });
    namespace.on('connection', (socket) => {
      const who = entered.get(socket);
      if (who === undefined) socket.disconnect(true);
      else this.editors.connect(socket, who.credential, who.principal);
    });
  }

  onApplicationBootstrap(): void {
    this.editors.open();
  }

  onModuleDestroy(): void {
    this.editors.close();
  }

  /** Notes who has come in; otherwise returns the refusal. */
  private async enter(
    socket: EditorSocket,
    entered: WeakMap<EditorSocket, Entered>,
  ): Promise<Error | undefined> {
    try {
      const guest = guestOf(socket, this.addresses);
      const who = await this.door.enter(guest, socket.handshake.auth);
      this.editors.makeRoom(who.principal);
      entered.set(socket, who);
      return undefined;
    } catch (error) {
      return this.connectError(error);
    }
  }

  /** What a client gets as `connect_error`: the refusal in `data`. */
  private connectError(error: unknown): Error {
    if (!(error instanceof Refusal)) this.logger.error(error);
    const refusal = error instanceof Refusal ? error : new Refusal('unavailable', 'Try again.');
    const { code, message, retry } = refusal;
    return Object.assign(new Error(message), { data: { code, message, retry } });
  }
}
