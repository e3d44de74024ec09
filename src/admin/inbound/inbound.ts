import { v7 } from 'uuid';
import type { Hook, HookMessage, Hooks, LeftAct } from '../../accounts/hooks/hooks.ts';
import { may, type Principal } from '../../accounts/principal.ts';
import type { Bus } from '../../bus/bus.ts';
import type { DraftAct } from '../../feed/newsroom-messages.ts';
import { Refusal, type RefusalCode } from '../../feed/refusal.ts';
import type { NewDraft } from '../../log/draft.ts';
import type { Actor, IdempotencyKey, Log } from '../../log/log.ts';
import { patched } from '../../log/patched.ts';
import { demand } from '../access/demand.ts';
import { contentOf, draftChange, newItem, patchOf } from '../input/item-input.ts';
import { parseInput } from '../input/parse-input.ts';
import { writeMarkdown } from '../markdown/write-markdown.ts';
import type { Publisher } from '../publisher.ts';
import type { ChatMessage, Delivery } from './chat-message.ts';

/** What says that somebody else has had a hand in an item: the chat changes it no more. */
const others: ReadonlySet<RefusalCode> = new Set([
  'stale_revision',
  'not_published',
  'wrong_state',
  'unknown_item',
  'taken_down',
  'already_published',
]);

/** A delivery on its way into a feed. */
interface Arrival {
  readonly hook: Hook;
  readonly by: Actor;
  /** Under which it is carried out once, by whichever instance. */
  readonly key: IdempotencyKey;
}

/**
 * Takes what happens in a chat into the feed of its hook: a message is an item or, of a reporter's hook, a draft in the
 * queue; as long as nobody else has changed that, an edit in the chat changes it, and a deletion takes a draft away. What is
 * published is never taken down from a chat.
 */
export class Inbound {
  constructor(
    private readonly log: Log,
    private readonly publisher: Publisher,
    private readonly hooks: Hooks,
    private readonly bus: Pick<Bus, 'notify'>,
  ) {}

  /** Carries a delivery out once, however often it comes. Throws a Refusal for a message that cannot be an item. */
  async take(hook: Hook, { id, event }: Delivery, address: string): Promise<void> {
    if (event.kind === 'nothing') return;
    const by = { name: hook.name, person: hook.id, address };
    // No key that a caller sends has a space in it.
    const key = { key: `hook ${hook.id} ${id}`, fingerprint: 'delivery' };
    const arrival = { hook, by, key };
    // What was said once is found by its key, and its note is made up for.
    if (event.kind === 'said') return this.said(arrival, event.message);
    if ((await this.log.earlierUse(hook.feed, key)) !== undefined) return;
    switch (event.kind) {
      case 'edited':
        return this.edited(arrival, event.message);
      case 'deleted':
        return this.deleted(arrival, event.id);
    }
  }

  private async said(arrival: Arrival, message: ChatMessage): Promise<void> {
    const { hook } = arrival;
    const byline = bylineOf(hook, message);
    const input = {
      body: writeMarkdown(message.body),
      ...(byline !== undefined && { bylines: [byline] }),
    };
    const made = contentOf(parseInput(newItem, input));
    // The message is the item, whatever it said first.
    const external = { id: `${hook.kind}/${hook.id}/${message.id}`, fingerprint: 'message' };
    try {
      const became = await this.write(arrival, { ...made, external });
      if (became !== undefined) await this.hooks.note(hook.id, message.id, became, false);
    } catch (error) {
      // It was said before, and discarded or published since.
      if (!(error instanceof Refusal) || error.code !== 'unknown_item') throw error;
    }
  }

  private async write(arrival: Arrival, made: NewDraft): Promise<HookMessage | undefined> {
    const { hook, by, key } = arrival;
    const { feed } = hook;
    const principal = principalOf(hook);
    if (may(principal, 'publish', feed)) {
      const published = await this.publisher.publish(feed, { id: v7(), ...made }, key, by);
      const item = published.kind === 'out' ? published.appended.entry : published.draft;
      return item && { item: item.id, kind: 'item', rev: 1 };
    }
    demand(principal, ['write drafts'], feed);
    const kept = await this.log.keepDraft(feed, made, key, by);
    const { id, state } = kept;
    // A delivery that was cut off has kept it already, and others may have changed it since.
    if (kept.rev > 1) {
      const isOurs = state === 'submitted' && kept.rev === 2;
      return isOurs ? { item: id, kind: 'draft', rev: 2 } : undefined;
    }
    const { rev } = await this.log.stepDraft(feed, id, 1, { kind: 'submit' }, undefined, by);
    this.tell(arrival, id, 'submitted', rev);
    return { item: id, kind: 'draft', rev };
  }

  private edited(arrival: Arrival, message: ChatMessage): Promise<void> {
    const { hook, by, key } = arrival;
    const { feed, id: hookId } = hook;
    return this.whileOurs(arrival, message.id, 'leave chat edit', async ({ item, kind, rev }) => {
      const body = writeMarkdown(message.body);
      if ((await this.log.source(feed, item))?.markdown === body) return;
      const { kind: _, ...fields } = parseInput(draftChange, { body });
      const patch = patchOf(fields);
      if (kind === 'item') {
        // What is held is no item yet: it goes out as it is.
        await this.publisher.append(feed, { kind: 'edit', id: item, rev, patch }, key, by);
      } else {
        const draft = await this.log.draft(feed, item);
        if (draft === undefined) throw new Refusal('unknown_item', 'It is no draft any more.');
        const content = patched(draft.content, patch);
        const { markdown = draft.markdown } = patch;
        await this.log.changeDraft(feed, item, rev, { content, markdown }, key, by);
        this.tell(arrival, item, 'saved', rev + 1);
      }
      await this.hooks.note(hookId, message.id, { item, kind, rev: rev + 1 }, true);
    });
  }

  private deleted(arrival: Arrival, message: string): Promise<void> {
    const { hook, by, key } = arrival;
    const act = 'leave chat deletion';
    return this.whileOurs(arrival, message, act, async ({ item, rev }) => {
      // What is held is no draft that others see, but no reader has it either.
      await this.log.discardDraft(hook.feed, item, rev, key, by);
      this.tell(arrival, item, 'discarded');
    });
  }

  /** Does the work on what a message became, or writes down that it was left as it is. */
  private async whileOurs(
    { hook, by }: Arrival,
    message: string,
    act: LeftAct,
    work: (became: HookMessage) => Promise<void>,
  ): Promise<void> {
    const became = await this.hooks.message(hook.id, message);
    // It came before the hook did, or needs no item.
    if (became === undefined) return;
    try {
      await work(became);
    } catch (error) {
      if (!(error instanceof Refusal) || !others.has(error.code)) throw error;
      await this.hooks.left(act, hook.feed, became.item, by);
    }
  }

  private tell({ hook, by }: Arrival, id: string, act: DraftAct, rev?: number): void {
    const about = { kind: 'draft', feed: hook.feed, id, act, by: by.name } as const;
    this.bus.notify(rev === undefined ? about : { ...about, rev });
  }
}

/** A hook has its role in its feed, and none elsewhere. */
function principalOf({ id, name, feed, role }: Hook): Principal {
  return { id, name, role: 'none', feeds: { [feed]: role } };
}

function bylineOf({ names, ownNames }: Hook, { sender }: ChatMessage): string | undefined {
  if (sender === undefined) return undefined;
  if (Object.hasOwn(names, sender.id)) return names[sender.id];
  return ownNames ? sender.name : undefined;
}
