import { isRecord, type Fields } from '../../feed/shape.ts';
import { Refusal } from '../../feed/refusal.ts';
import { chatBody } from './chat-body.ts';
import { nothing, type ChatEvent, type ChatMessage, type Delivery } from './chat-message.ts';
import { slackRuns, type NameOf } from './slack-text.ts';

/** A question whether this address is ours, or a delivery. */
export type SlackCall =
  | { readonly kind: 'challenge'; readonly challenge: string }
  | { readonly kind: 'delivery'; readonly delivery: Delivery };

/** A time of Slack, which names a message in its channel. */
const stampForm = /^\d{1,12}\.\d{1,9}$/;
const idForm = /^[\w-]{1,64}$/;

/**
 * Reads a call of Slack's Events API. Of a channel other than `chat`, and whatever else no feed needs (bots, threads, who
 * joins), comes nothing. Throws `malformed` for what is no such call.
 */
export function readSlack(body: unknown, chat: string, nameOf: NameOf): SlackCall {
  if (!isRecord(body)) throw notSlack();
  const { type, challenge, event_id: id, event } = body;
  if (type === 'url_verification' && typeof challenge === 'string' && challenge.length <= 1_000) {
    return { kind: 'challenge', challenge };
  }
  if (type !== 'event_callback' || typeof id !== 'string' || !idForm.test(id)) throw notSlack();
  if (!isRecord(event)) throw notSlack();
  const isHere = event['type'] === 'message' && event['channel'] === chat;
  const happened = isHere ? eventOf(event, nameOf) : nothing;
  return { kind: 'delivery', delivery: { id, event: happened } };
}

function eventOf(event: Fields, nameOf: NameOf): ChatEvent {
  const { subtype, message, previous_message: previous, deleted_ts: deleted } = event;
  switch (subtype) {
    case undefined:
    case 'file_share': {
      const said = messageOf(event, nameOf);
      return said === undefined ? nothing : { kind: 'said', message: said };
    }
    case 'message_changed': {
      // Of a deleted message with answers something stays in the channel.
      if (isRecord(message) && message['subtype'] === 'tombstone') return goneAt(message['ts']);
      // Slack says so, too, when it has drawn a preview of a link.
      const isSame =
        isRecord(previous) && isRecord(message) && previous['text'] === message['text'];
      const edited = isRecord(message) && !isSame ? messageOf(message, nameOf) : undefined;
      return edited === undefined ? nothing : { kind: 'edited', message: edited };
    }
    case 'message_deleted':
      return goneAt(deleted);
    default:
      return nothing;
  }
}

function goneAt(stamp: unknown): ChatEvent {
  return typeof stamp === 'string' ? { kind: 'deleted', id: stamp } : nothing;
}

function messageOf(fields: Fields, nameOf: NameOf): ChatMessage | undefined {
  const { ts, text, user, bot_id: bot, thread_ts: thread } = fields;
  if (typeof ts !== 'string' || !stampForm.test(ts) || typeof text !== 'string') return undefined;
  const isAnswer = thread !== undefined && thread !== ts;
  const body = chatBody(slackRuns(text, nameOf));
  if (bot !== undefined || isAnswer || body.length === 0) return undefined;
  return { id: ts, ...(typeof user === 'string' && { sender: { id: user } }), body };
}

function notSlack(): Refusal {
  return new Refusal('malformed', 'Send what Slack’s Events API sends.');
}
