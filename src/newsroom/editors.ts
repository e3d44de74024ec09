import { randomUUID } from 'node:crypto';
import type { Bus, Undo } from '../bus/bus.ts';
import type { Notice } from '../bus/notice.ts';
import type { Principal } from '../accounts/principal.ts';
import { Refusal, unknownFeed } from '../feed/refusal.ts';
import type { EditorSocket } from '../gateway/editor-sockets.ts';
import { demands, feedAsked, itemAsked, turnAsked } from './asked.ts';
import type { Credential, EditorDoor } from './editor-door.ts';
import { Editor, maxEdits, maxFeeds } from './editor.ts';
import { localSeats, maxSeats, pagesOf } from './local-seats.ts';
import type { QueueLength } from './queue-length.ts';
import { RightsLook } from './rights-look.ts';
import { countBeatMs, type Numbers } from './numbers/numbers.ts';
import { Roster, seatBeatMs } from './roster.ts';

/** Tabs at one instance, in all and of one person; the next one is refused. */
const maxTabs = { all: 1_000, person: 20 };
/** A machine that answers nothing for this long has vanished: its person is not shown any more. */
const silentMs = 12_000;
const askStillMs = 4_000;
/** Rights are looked at again this often, should the notice of a change be lost. */
const lookAgainMs = 60_000;

/** The editors of this instance: lets them into feeds, and tells them who is there and what happens to drafts. */
export class Editors {
  private readonly editors = new Set<Editor>();
  private readonly roster = new Roster();
  private readonly instance = randomUUID();
  private readonly toldReaders = new Map<string, number>();
  private readonly lengths = new Map<string, number>();
  private count = 0;
  private ticks = 0;
  private readonly look: RightsLook;
  private timer: NodeJS.Timeout | undefined;
  private undoBus: Undo | undefined;

  constructor(
    private readonly bus: Bus,
    door: Pick<EditorDoor, 'ownerOf'>,
    private readonly queue: QueueLength,
    private readonly isFeed: (feed: string) => Promise<boolean>,
    private readonly numbers: Pick<Numbers, 'hear' | 'tell' | 'readersOf'>,
    private readonly report: (error: unknown) => void,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.look = new RightsLook(door, this.editors, {
      over: (editor) => this.end(editor, new Refusal('not_signed_in', 'Your session is over.')),
      moved: (feed) => this.tellSeats(feed),
      failed: report,
    });
  }

  open(): void {
    this.undoBus = this.bus.onNotice((notice) => this.hear(notice));
    this.timer = setInterval(() => this.tick(), 1_000);
  }

  close(): void {
    clearInterval(this.timer);
    this.look.close();
    this.undoBus?.();
  }

  /** Throws a Refusal when there is no room for another tab of this person. */
  makeRoom({ id, name }: Principal): void {
    const own = [...this.editors].filter(({ person }) => person.id === (id ?? name)).length;
    if (this.editors.size < maxTabs.all && own < maxTabs.person) return;
    throw new Refusal('too_many_requests', 'Too many tabs are open here. Close some.');
  }

  connect(socket: EditorSocket, credential: Credential, principal: Principal): void {
    const editor = new Editor(socket, credential, principal, this.now());
    this.editors.add(editor);
    const on = (
      event: keyof typeof demands,
      act: (feed: string, message: unknown) => Promise<void> | void,
    ) =>
      socket.on(event, (message: unknown) => {
        void this.answer(editor, () => act(feedAsked(editor.principal, event, message), message));
      });
    on('enter', (feed) => this.enter(editor, feed));
    on('leave', (feed) => this.leave(editor, feed));
    on('editing', (feed, message) => {
      this.edit(editor, feed, itemAsked('editing', message), turnAsked(message));
    });
    on('done', (feed, message) => {
      if (editor.places.get(feed)?.edits.delete(itemAsked('done', message))) this.tellSeats(feed);
    });
    socket.on('still', () => {
      if (!editor.hears(this.now())) this.end(editor, tooMuch());
    });
    socket.on('disconnect', () => this.gone(editor));
  }

  private async answer(editor: Editor, act: () => Promise<void> | void): Promise<void> {
    if (!editor.hears(this.now())) return this.end(editor, tooMuch());
    try {
      await act();
    } catch (error) {
      if (!(error instanceof Refusal)) this.report(error);
      editor.refuse(error instanceof Refusal ? error : new Refusal('unexpected', 'Try again.'));
    }
  }

  private async enter(editor: Editor, feed: string): Promise<void> {
    if (!(await this.isFeed(feed))) throw unknownFeed(feed);
    if (!this.editors.has(editor)) return;
    if (!editor.places.has(feed)) {
      if (editor.places.size >= maxFeeds) {
        throw new Refusal('too_many_subscriptions', `A tab is in ${maxFeeds} feeds at most.`);
      }
      const seats = localSeats(this.editors, feed);
      if (seats.length >= maxSeats && !seats.some(({ person }) => person.id === editor.person.id)) {
        throw new Refusal('too_many_requests', 'Too many people are in this feed here.');
      }
      editor.places.set(feed, { since: new Date().toISOString(), edits: new Map() });
      this.tellSeats(feed);
    }
    this.tellView(feed, [editor]);
    editor.socket.emit('readers', { feed, readers: this.numbers.readersOf(feed) });
    editor.socket.emit('queue', { feed, length: await this.queue.of(feed) });
  }

  private leave(editor: Editor, feed: string): void {
    if (editor.places.delete(feed)) this.tellSeats(feed);
  }

  private edit(editor: Editor, feed: string, item: string, earlier: number): void {
    const place = editor.places.get(feed);
    if (place === undefined) throw new Refusal('malformed', 'Enter the feed first.');
    if (editor.edits >= maxEdits && !place.edits.has(item)) {
      throw new Refusal('too_many_requests', `A tab edits ${maxEdits} items at most.`);
    }
    const next = this.roster.nextTurn(feed, item);
    if (place.edits.get(item)?.turn === next - 1) return;
    // After an outage whoever had an item before comes back to the same turn.
    const turn = earlier > 0 ? earlier : next;
    place.edits.set(item, { item, turn, since: new Date().toISOString() });
    this.tellSeats(feed);
  }

  private gone(editor: Editor): void {
    if (!this.editors.delete(editor)) return;
    for (const feed of editor.places.keys()) this.tellSeats(feed);
  }

  private end(editor: Editor, refusal: Refusal): void {
    editor.refuse(refusal);
    editor.socket.disconnect(true);
    this.gone(editor);
  }

  /** Tells all instances, this one included, who is in a feed here. */
  private tellSeats(feed: string): void {
    this.count += 1;
    const { instance, count } = this;
    const seats = localSeats(this.editors, feed);
    this.bus.notify({ kind: 'seats', instance, count, feed, seats });
  }

  private tellView(feed: string, to: Iterable<Editor> = this.in(feed)): void {
    const { people, edits } = this.roster.view(feed);
    for (const { socket } of to) {
      socket.emit('presence', { feed, people });
      socket.emit('editing', { feed, edits });
    }
  }

  /** Tells the other instances of the readers here, and the editors here of the readers everywhere. */
  private tellReaders(): void {
    this.numbers.tell(pagesOf(this.editors));
    const feeds = new Set([...this.editors].flatMap(({ places }) => [...places.keys()]));
    for (const feed of this.toldReaders.keys()) if (!feeds.has(feed)) this.toldReaders.delete(feed);
    for (const feed of feeds) {
      const readers = this.numbers.readersOf(feed);
      if (this.toldReaders.get(feed) === readers) continue;
      this.toldReaders.set(feed, readers);
      for (const { socket } of this.in(feed)) socket.emit('readers', { feed, readers });
    }
  }

  private in(feed: string): readonly Editor[] {
    return [...this.editors].filter(({ places }) => places.has(feed));
  }

  private hear(notice: Notice): void {
    switch (notice.kind) {
      case 'seats':
        if (this.roster.hear(notice, this.now())) this.tellView(notice.feed);
        return;
      case 'readers':
      case 'sites':
      case 'screen':
        this.numbers.hear(notice);
        return;
      case 'leaving':
        return;
      case 'rights':
        this.look.soon();
        return;
      case 'draft': {
        const { kind: _, ...message } = notice;
        const here = this.in(notice.feed);
        for (const { socket } of here) socket.emit('draft', message);
        if (here.length > 0) void this.countQueue(notice.feed);
      }
    }
  }

  private async countQueue(feed: string): Promise<void> {
    try {
      const length = await this.queue.of(feed);
      if (this.lengths.get(feed) === length) return;
      this.lengths.set(feed, length);
      for (const { socket } of this.in(feed)) socket.emit('queue', { feed, length });
    } catch (error) {
      this.report(error);
    }
  }

  private tick(): void {
    this.ticks += 1;
    const nowMs = this.now();
    for (const feed of this.roster.expire(nowMs)) this.tellView(feed);
    for (const editor of this.editors) {
      if (nowMs - editor.heardMs > silentMs)
        this.end(editor, new Refusal('unavailable', 'Silent.'));
    }
    const isTime = (everyMs: number) => (this.ticks * 1_000) % everyMs === 0;
    if (isTime(seatBeatMs)) {
      const feeds = new Set([...this.editors].flatMap(({ places }) => [...places.keys()]));
      for (const feed of feeds) this.tellSeats(feed);
      for (const feed of this.lengths.keys()) if (!feeds.has(feed)) this.lengths.delete(feed);
    }
    if (isTime(countBeatMs)) this.tellReaders();
    if (isTime(askStillMs)) for (const { socket } of this.editors) socket.emit('still');
    if (isTime(lookAgainMs)) void this.look.now();
  }
}

function tooMuch(): Refusal {
  return new Refusal('too_many_requests', 'Too many events in a row.');
}
