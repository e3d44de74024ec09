import { Editor } from '../editor.ts';
import { changeKindNames } from '../../../src/feed/change-kinds.ts';
import { until } from '../../until.ts';
import { OutsideDesk } from '../outside/outside-desk.ts';
import { deskFeed, feedNames, shares, type FeedName } from './feeds.ts';
import { Journalist, type Position } from './press.ts';
import type { Rhythm } from './rhythm.ts';
import type { Site } from './site.ts';

/** One alone pins: an editor who unpins what a colleague has replaced is refused. */
const ofColleague = changeKindNames.filter((kind) => !['feed', 'pin', 'unpin'].includes(kind));
const ofChief = changeKindNames.filter((kind) => kind !== 'feed');

const staff = [
  { feed: 'city', role: 'admin', kinds: changeKindNames },
  { feed: 'city', role: 'editor', kinds: ofColleague },
  { feed: 'city', role: 'editor', kinds: ofColleague },
  { feed: 'match', role: 'editor', kinds: ofChief },
  { feed: 'match', role: 'editor', kinds: ofColleague },
] as const satisfies readonly Position[];

/** Changes of a burst. */
const burst = 20;

/** Several people at work in a newsroom, each in one feed; and programs that write into another. */
export class NewsroomAtWork {
  private constructor(
    readonly desk: OutsideDesk,
    readonly people: readonly Journalist[],
  ) {}

  /** Makes the feeds with `before` posts in those of people, who then sign in. */
  static async open({ instances }: Site, before: number): Promise<NewsroomAtWork> {
    const urls = instances.map(({ url }) => url);
    const desk = new OutsideDesk(urls);
    await desk.begin();
    for (const feed of new Set(staff.map(({ feed: name }) => name))) {
      await new Editor(feed, urls).createFeed();
    }
    const people: Journalist[] = [];
    for (const [n, position] of staff.entries()) {
      people.push(await Journalist.join(position, `Vera ${n}`, urls[n % urls.length] ?? ''));
    }
    for (const { editor, feed } of people) {
      const colleagues = staff.filter((position) => position.feed === feed).length;
      for (let n = 0; n < before / colleagues; n += 1) await editor.post('word '.repeat(40));
    }
    return new NewsroomAtWork(desk, people);
  }

  /** A change each `changeMs` all in all, and bursts, drafts with a time and pictures now and then. */
  work(rhythm: Rhythm, changeMs: number): void {
    for (const { feed, editor } of this.people) {
      const colleagues = this.people.filter((other) => other.feed === feed).length;
      rhythm.every((changeMs * colleagues) / shares[feed], () => editor.doSomething());
    }
    let turn = 0;
    rhythm.every(changeMs / shares[deskFeed], async () => {
      turn += 1;
      await this.#deskTurn(turn);
    });
    rhythm.every(120 * changeMs, async () => {
      for (let n = 0; n < burst; n += 1) {
        await Promise.all(feedNames.flatMap((feed) => this.#of(feed)?.editor.post() ?? []));
      }
    });
    rhythm.every(20 * changeMs, () => this.#any().schedule((5 + 25 * Math.random()) * changeMs));
    rhythm.every(60 * changeMs, () => this.#any().picture());
    rhythm.every(60 * changeMs, async () => {
      for (const person of this.people) person.tend();
    });
  }

  /** The ids of posts of a feed that were acknowledged, and have to be in its log. */
  posted(feed: FeedName): readonly string[] {
    const own = this.people.filter((person) => person.feed === feed);
    const byDesk = feed === deskFeed ? this.desk.made.map(({ id }) => id) : [];
    return [...own.flatMap(({ editor }) => [...editor.posted]), ...byDesk];
  }

  /** When each post that waits for a time is to come out (ms since 1970), by id. */
  scheduled(feed: FeedName): ReadonlyMap<string, number> {
    const own = this.people.filter((person) => person.feed === feed);
    return new Map(own.flatMap(({ scheduled }) => [...scheduled]));
  }

  /** Resolves when the time of every scheduled post has come. */
  async allDue(): Promise<void> {
    const times = this.people.flatMap(({ scheduled }) => [...scheduled.values()]);
    const last = Math.max(0, ...times);
    await until(() => Date.now() > last, 'the last scheduled post', 3_600_000);
  }

  /** What went wrong for people, whatever became of their posts. */
  get faults(): readonly string[] {
    const refusals = this.people.reduce((sum, { editor }) => sum + editor.refusals, 0);
    const firstRefusal = this.people.map(({ editor }) => editor.firstRefusal).find(Boolean);
    const away = this.people.filter(({ isThere }) => !isThere).length;
    return [
      ...(refusals === 0 ? [] : [`${refusals} calls were tried again, one after ${firstRefusal}`]),
      ...(away === 0 ? [] : [`${away} editors lost their line`]),
    ];
  }

  leave(): void {
    for (const person of this.people) person.leave();
  }

  async #deskTurn(turn: number): Promise<void> {
    const item = turn % 5 > 2 ? this.desk.standing() : undefined;
    if (item === undefined) await this.desk.post();
    else await (turn % 5 === 3 ? this.desk.correct(item) : this.desk.takeDown(item));
  }

  #of(feed: FeedName): Journalist | undefined {
    return this.people.find((person) => person.feed === feed);
  }

  #any(): Journalist {
    const person = this.people[Math.floor(Math.random() * this.people.length)];
    if (person === undefined) throw new Error('Nobody is at work.');
    return person;
  }
}
