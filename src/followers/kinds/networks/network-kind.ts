import { createHash } from 'node:crypto';
import { itemIdOf, type Change } from '../../../feed/change.ts';
import { titleOf } from '../../../feed/draw/item-title.ts';
import { isTombstone, type Item } from '../../../feed/item.ts';
import { remarksOf } from '../../../feed/remarks.ts';
import { wordsFor } from '../../../feed/words/languages.ts';
import { later } from '../../../database/database.ts';
import { Unanswered } from '../../send/unanswered.ts';
import type { Intent, NetworkPost, OfItem } from '../../store/network-posts.ts';
import type { Addressee, Kind, Message, Tools } from '../kind.ts';
import { isUnposted, NetworkRefusal, type Account, type NewPost, type Network } from './network.ts';
import { networkText, noteText } from './network-text.ts';

/** A post whose name nobody knows, on a network that finds no post without it. An editor reads this. */
const mayStandThere = 'may stand there: look and remove it by hand';

/** A kind that has each item of its feed as a post on a network, changed and removed as the item is. */
export function networkKind(network: Network): Kind {
  const { target, secret } = network;
  return {
    target,
    secret,
    async send(message, to, tools, signal) {
      try {
        const account = async () => network.account(to, tools.client, signal);
        if (message.type === 'test') await (await account()).check();
        else await new Telling(network, message, to, tools, account).tell(message.data as Change);
        return { kind: 'done' };
      } catch (error) {
        if (error instanceof NetworkRefusal) return error.outcome;
        if (error instanceof Unanswered) return { kind: 'again', reason: error.reason };
        throw error;
      }
    },
  };
}

/** Brings the post of an item to what the item is now. */
class Telling {
  constructor(
    private readonly network: Network,
    private readonly message: Message,
    private readonly to: Addressee,
    private readonly tools: Tools,
    private readonly account: () => Promise<Account>,
  ) {}

  async tell(change: Change): Promise<void> {
    const id = itemIdOf(change);
    if (id === undefined) return;
    const { posts, entry } = this.tools;
    // As it is now, and not as it was when this change was made: what is sent again may be old.
    const [known, item] = [await posts.find(id), await entry(this.to.feed, id)];
    const { post, intents } = known;
    if (item === undefined || isTombstone(item)) await this.remove(id, known);
    else if (post !== undefined) await this.change(item, post, intents);
    else if (isSince(this.to.createdAt, item, change)) await this.post(item, intents[0]);
  }

  /** `before`: an attempt of which nobody knows what became. `isFirst`: no earlier wording of it can stand there. */
  private async post(
    item: Item,
    before: Intent | undefined,
    isFirst = item.rev === 1,
  ): Promise<void> {
    const post = {
      ...(await this.postOf(item)),
      ...(before && { key: before.key, at: before.at }),
    };
    const name = await this.postOnce(item.id, post, before);
    // Under its key it may stand there already, in the words of an earlier try of which nothing was written down. Where the
    // item has changed since, nobody knows what is shown: the change that follows edits it, or answers it.
    const [digest, remarks] = isFirst ? [digestOf(post), remarksOf(item).length] : ['', 0];
    await this.named(item.id, { remotes: [name], digest, remarks }, post.key, before);
  }

  /** Writes down that a post is about to be made before it is, so that a takedown finds it whatever happens in between. */
  private async postOnce(
    id: string,
    post: NewPost,
    before: Intent | undefined,
    under?: string,
  ): Promise<string> {
    const { posts } = this.tools;
    const account = await this.account();
    if (before !== undefined) return account.post(post, under, { ...before, url: post.url });
    await posts.intend(id, post);
    try {
      return await account.post(post, under);
    } catch (error) {
      if (isUnposted(error)) await posts.forget(id, post.key);
      throw error;
    }
  }

  /** Where there was an attempt before, there may be two of it: its intent stays, so that a takedown looks for both. */
  private named(id: string, post: NetworkPost, key: string, before: Intent | undefined) {
    const { posts } = this.tools;
    return before === undefined ? posts.named(id, post, key) : posts.keep(id, post);
  }

  private async change(item: Item, known: NetworkPost, intents: readonly Intent[]): Promise<void> {
    const post = await this.postOf(item);
    const digest = digestOf(post);
    const [name] = known.remotes;
    if (known.digest === digest || name === undefined) return;
    const account = await this.account();
    const all = remarksOf(item);
    const made = all.slice(known.remarks);
    const isRedacted = made.some(({ kind }) => kind === 'redact');
    let { remotes } = known;
    if (account.edit !== undefined) {
      await account.edit(name, post);
      if (isRedacted && account.removeUnnamed === undefined) await this.giveUp(item.id, intents);
    } else {
      if (isRedacted) {
        // What was replaced must not stand there any longer.
        await this.remove(item.id, { post: known, intents });
        return this.post(item, undefined, true);
      }
      // A slip of the pen that was mended without a note is no news.
      const [words, room] = [wordsFor(post.lang), this.network.room(post.url)];
      for (const [index, remark] of made.entries()) {
        const text = noteText(remark, words, room);
        const answer = {
          ...post,
          text,
          key: `${item.id}-${remark.at}-${remark.kind}`,
          at: remark.at,
        };
        const before = intents.find(({ key }) => key === answer.key);
        remotes = [...remotes, await this.postOnce(item.id, answer, before, name)];
        // The digest of before: an answer that fails is tried again, and those before are not.
        const kept = { ...known, remotes, remarks: known.remarks + index + 1 };
        await this.named(item.id, kept, answer.key, before);
      }
    }
    await this.tools.posts.keep(item.id, { remotes, digest, remarks: all.length });
  }

  /** The answers first, so that none of them is left alone. */
  private async remove(id: string, { post, intents }: OfItem): Promise<void> {
    if (post === undefined && intents.length === 0) return;
    const account = await this.account();
    const url = this.tools.itemUrl(this.to.feed, id);
    const left: Intent[] = [];
    for (const intent of intents.toReversed()) {
      const isGone = await account.removeUnnamed?.({ ...intent, url });
      if (isGone !== true) left.push(intent);
    }
    for (const name of post?.remotes.toReversed() ?? []) await account.remove(name);
    await this.report(id, left);
    await this.tools.posts.drop(id);
  }

  /** Of a text that is replaced and erased there may be a second copy. */
  private async giveUp(id: string, intents: readonly Intent[]): Promise<void> {
    await this.report(id, intents);
    for (const { key } of intents) await this.tools.posts.forget(id, key);
  }

  /**
   * Makes a dead letter of what may stand there and cannot be found. When it is sent again, or another change of the item is told,
   * an editor knows of it.
   */
  private async report(id: string, left: readonly Intent[]): Promise<void> {
    if (left.length === 0 || (await this.tools.posts.isReported(id, mayStandThere))) return;
    throw new NetworkRefusal({ kind: 'never', reason: mayStandThere });
  }

  private async postOf(item: Item): Promise<NewPost> {
    const { feed } = this.to;
    const lang = item.lang ?? (await this.tools.languageOf(feed));
    const words = wordsFor(lang);
    const url = this.tools.itemUrl(feed, item.id);
    return {
      key: this.message.id,
      at: this.message.timestamp,
      text: networkText(item, words, this.network.room(url)),
      lang,
      url,
      title: titleOf(item, undefined, words),
    };
  }
}

/** Of what readers of the network see. */
function digestOf({ text, lang, url, title }: NewPost): string {
  return createHash('sha256')
    .update(JSON.stringify([text, lang, url, title]))
    .digest('hex');
}

/**
 * Whether an item is from after a follower was added: items from before are not posted because somebody mends or imports
 * them. A follower that an earlier release has added may have been told what was posted in the millisecond before.
 */
function isSince(createdAt: string, { postedAt }: Item, { kind }: Change): boolean {
  return postedAt >= (kind === 'post' ? later(createdAt, -0.001) : createdAt);
}
