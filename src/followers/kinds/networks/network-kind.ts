import { createHash } from 'node:crypto';
import { itemIdOf, type Change } from '../../../feed/change.ts';
import { titleOf } from '../../../feed/draw/item-title.ts';
import { isTombstone, type Item } from '../../../feed/item.ts';
import { remarksOf } from '../../../feed/remarks.ts';
import { wordsFor } from '../../../feed/words/languages.ts';
import { Unanswered } from '../../send/unanswered.ts';
import type { NetworkPost } from '../../store/network-posts.ts';
import type { Addressee, Kind, Message, Tools } from '../kind.ts';
import { NetworkRefusal, type Account, type NewPost, type Network } from './network.ts';
import { networkText, noteText } from './network-text.ts';

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
    if (item === undefined || isTombstone(item)) {
      if (known !== undefined) await this.remove(id, known);
    } else if (known !== undefined) await this.change(item, known);
    else if (isSince(this.to.createdAt, item, change)) await this.post(item);
  }

  /** `isFirst`: no earlier wording of it can stand there. */
  private async post(item: Item, isFirst = item.rev === 1): Promise<void> {
    const post = await this.postOf(item);
    const name = await (await this.account()).post(post);
    // Under its key it may stand there already, in the words of an earlier try of which nothing was written down. Where the
    // item has changed since, nobody knows what is shown: the change that follows edits it, or answers it.
    const [digest, remarks] = isFirst ? [digestOf(post), remarksOf(item).length] : ['', 0];
    await this.tools.posts.keep(item.id, { remotes: [name], digest, remarks });
  }

  private async change(item: Item, known: NetworkPost): Promise<void> {
    const post = await this.postOf(item);
    const digest = digestOf(post);
    const [name] = known.remotes;
    if (known.digest === digest || name === undefined) return;
    const account = await this.account();
    const all = remarksOf(item);
    const { posts } = this.tools;
    let { remotes } = known;
    if (account.edit !== undefined) await account.edit(name, post);
    else {
      const made = all.slice(known.remarks);
      if (made.some(({ kind }) => kind === 'redact')) {
        // What was replaced must not stand there any longer.
        await this.remove(item.id, known);
        return this.post(item, true);
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
        remotes = [...remotes, await account.post(answer, name)];
        // The digest of before: an answer that fails is tried again, and those before are not.
        await posts.keep(item.id, { ...known, remotes, remarks: known.remarks + index + 1 });
      }
    }
    await posts.keep(item.id, { remotes, digest, remarks: all.length });
  }

  /** The answers first, so that none of them is left alone. */
  private async remove(id: string, { remotes }: NetworkPost): Promise<void> {
    const account = await this.account();
    for (const name of remotes.toReversed()) await account.remove(name);
    await this.tools.posts.drop(id);
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
 * them. In the millisecond in which the follower was added, an item that is posted is from after, and one that is changed
 * from before.
 */
function isSince(createdAt: string, { postedAt }: Item, { kind }: Change): boolean {
  return kind === 'post' ? postedAt >= createdAt : postedAt > createdAt;
}
