import { isRecord, type Fields } from '../../feed/shape.ts';
import { Refusal } from '../../feed/refusal.ts';
import { chatBody } from './chat-body.ts';
import {
  nothing,
  type ChatEvent,
  type ChatMessage,
  type Delivery,
  type Marks,
  type Run,
} from './chat-message.ts';

/** A message has 100 at most; each costs a look at each piece of the text. */
const maxEntities = 500;

/**
 * Reads an update of Telegram's Bot API. Of a chat other than `chat`, and whatever else no feed needs (bots, commands,
 * pictures without words), comes nothing: anybody may write to a bot. Telegram does not tell of deleted messages.
 * Throws `malformed` for what is no update.
 */
export function readTelegram(body: unknown, chat: string): Delivery {
  const id = isRecord(body) ? body['update_id'] : undefined;
  if (!isRecord(body) || typeof id !== 'number' || !Number.isSafeInteger(id)) {
    throw new Refusal('malformed', 'Send what Telegram’s Bot API sends.');
  }
  const { message, channel_post: post, edited_message: edited, edited_channel_post: last } = body;
  return { id: String(id), event: eventOf(message ?? post, edited ?? last, chat) };
}

function eventOf(said: unknown, edited: unknown, chat: string): ChatEvent {
  const fields = said ?? edited;
  if (!isRecord(fields) || !isIn(fields['chat'], chat)) return nothing;
  const message = messageOf(fields);
  if (message === undefined) return nothing;
  return { kind: said === undefined ? 'edited' : 'said', message };
}

function isIn(value: unknown, chat: string): boolean {
  if (!isRecord(value)) return false;
  const { id, username } = value;
  return String(id) === chat || (typeof username === 'string' && `@${username}` === chat);
}

function messageOf(fields: Fields): ChatMessage | undefined {
  const { message_id: id, text, caption, from, author_signature: signature } = fields;
  const words = text ?? caption;
  if (typeof id !== 'number' || !Number.isSafeInteger(id) || typeof words !== 'string') return;
  const entities = entitiesIn(fields[text === undefined ? 'caption_entities' : 'entities']);
  const isCommand = entities.some(({ type, offset }) => type === 'bot_command' && offset === 0);
  const isBot = isRecord(from) && from['is_bot'] === true;
  const body = chatBody(telegramRuns(words, entities));
  if (isCommand || isBot || body.length === 0) return undefined;
  const sender = senderOf(from, signature);
  return { id: String(id), ...(sender && { sender }), body };
}

function senderOf(from: unknown, signature: unknown): ChatMessage['sender'] {
  if (!isRecord(from)) {
    return typeof signature === 'string' ? { id: signature, name: signature } : undefined;
  }
  const { id, first_name: first, last_name: last } = from;
  const name = [first, last].filter((part) => typeof part === 'string').join(' ');
  return { id: String(id), ...(name !== '' && { name }) };
}

/** A part of a text that is written in some way; places and lengths in UTF-16 units. */
interface Entity {
  readonly type: string;
  readonly offset: number;
  readonly length: number;
  readonly url: string | undefined;
}

function entitiesIn(value: unknown): readonly Entity[] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, maxEntities).flatMap((one): readonly Entity[] => {
    if (!isRecord(one)) return [];
    const { type, offset, length, url } = one;
    if (typeof type !== 'string' || typeof offset !== 'number' || typeof length !== 'number') {
      return [];
    }
    return [{ type, offset, length, url: typeof url === 'string' ? url : undefined }];
  });
}

/** The runs of a text with Telegram's entities, which may lie in and across each other. */
function telegramRuns(text: string, entities: readonly Entity[]): readonly Run[] {
  const edges = entities.flatMap(({ offset, length }) => [offset, offset + length]);
  const places = [...new Set([0, ...edges, text.length])]
    .filter((place) => Number.isInteger(place) && place >= 0 && place <= text.length)
    .sort((a, b) => a - b);
  return places.slice(0, -1).map((start, index) => {
    const part = text.slice(start, places[index + 1]);
    const marks = entities
      .filter(({ offset, length }) => offset <= start && start < offset + length)
      .map((entity) => marksOf(entity, text));
    return Object.assign({ text: part }, ...marks) as Run;
  });
}

function marksOf({ type, offset, length, url }: Entity, text: string): Marks {
  switch (type) {
    case 'bold':
      return { strong: true };
    case 'italic':
      return { emphasis: true };
    case 'strikethrough':
      return { deleted: true };
    case 'code':
      return { code: true };
    case 'pre':
      return { block: true };
    case 'blockquote':
    case 'expandable_blockquote':
      return { quote: true };
    case 'text_link':
      return url === undefined ? {} : { link: url };
    case 'url': {
      const written = text.slice(offset, offset + length);
      return { link: /^[a-z][a-z0-9+.-]*:/i.test(written) ? written : `https://${written}` };
    }
    default:
      return {};
  }
}
