import { io, type Socket } from 'socket.io-client';
import type { EditorEvents, NewsroomEvents } from '../../../../src/feed/newsroom-messages.ts';
import { until } from '../../../until.ts';

type Message<Event extends keyof NewsroomEvents> = Parameters<NewsroomEvents[Event]>[0];

/** A stock client in the newsroom's namespace. */
export class EditorClient implements Disposable {
  readonly socket: Socket<NewsroomEvents, EditorEvents>;
  readonly heard: { readonly event: string; readonly message: unknown }[] = [];
  /** Why it was not let in. */
  refusal: unknown;
  private answersStill = true;

  constructor(
    url: string,
    by: { readonly token?: string; readonly cookie?: string; readonly origin?: string },
  ) {
    const { token, ...headers } = by;
    this.socket = io(`${url}/newsroom`, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      auth: token === undefined ? {} : { token },
      extraHeaders: headers,
    });
    for (const event of ['presence', 'editing', 'draft', 'queue', 'readers', 'refused'] as const) {
      this.socket.on(event, (message: unknown) => this.heard.push({ event, message }));
    }
    this.socket.on('still', () => this.answersStill && this.socket.emit('still'));
    this.socket.on('connect_error', (error) => {
      this.refusal = 'data' in error ? error.data : error.message;
    });
  }

  of<Event extends keyof NewsroomEvents>(event: Event): readonly Message<Event>[] {
    return this.heard
      .filter((one) => one.event === event)
      .map(({ message }) => message as Message<Event>);
  }

  async enter(feed: string): Promise<this> {
    this.socket.emit('enter', { feed });
    await until(() => this.of('queue').some((message) => message?.feed === feed), 'the queue');
    return this;
  }

  /** The names of who is there, as this client was told last. */
  get people(): readonly string[] {
    return (this.of('presence').at(-1)?.people ?? []).map(({ name }) => name).sort();
  }

  /** Who edits an item, the last to come last. */
  editing(item: string): readonly string[] {
    const edits = this.of('editing').at(-1)?.edits ?? [];
    return edits.filter((edit) => edit.item === item).map(({ person }) => person.name);
  }

  sees(...names: readonly string[]): Promise<void> {
    return until(() => String(this.people) === String([...names].sort()), names.join());
  }

  seesEditing(item: string, ...names: readonly string[]): Promise<void> {
    return until(() => String(this.editing(item)) === String(names), `editing: ${String(names)}`);
  }

  /** Its machine answers nothing any more, while the connection stands. */
  fallSilent(): void {
    this.answersStill = false;
  }

  [Symbol.dispose](): void {
    this.socket.close();
  }
}
