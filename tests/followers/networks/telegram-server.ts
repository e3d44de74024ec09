import { NetworkServer, type Answered, type Call } from './network-server.ts';

/** A server of Telegram's bot interface with one bot and one channel. */
export class TelegramServer extends NetworkServer {
  secret = '1234567890:AAH-token-of-a-bot-for-the-tests';

  get url(): string {
    return `${this.origin}/@harbour_news`;
  }

  protected answer({ method, path, json }: Call): Answered {
    const [, token, name] = /^\/bot([^/]+)\/(\w+)$/.exec(path) ?? [];
    if (token !== this.secret) return no(401, 'Unauthorized');
    if (method !== 'POST' || json['chat_id'] !== '@harbour_news')
      return no(400, 'Bad Request: chat not found');
    const text = String(json['text']);
    if (text.length > 4_096) return no(400, 'Bad Request: message is too long');
    const known = this.shown.findIndex((one) => one.name === String(json['message_id']));
    switch (name) {
      case 'getChat':
        return yes({ id: -100, title: 'Harbour' });
      case 'sendMessage': {
        const number = (this.names += 1);
        const under = (json['reply_parameters'] as { message_id: number } | undefined)?.message_id;
        const reply = under === undefined ? {} : { under: String(under) };
        this.shown.push({ name: String(number), text, ...reply });
        return yes({ message_id: number });
      }
      case 'editMessageText':
        if (known < 0) return no(400, 'Bad Request: message to edit not found');
        if (this.shown[known]?.text === text)
          return no(400, 'Bad Request: message is not modified');
        this.shown[known] = { name: String(json['message_id']), text };
        return yes(true);
      case 'deleteMessage':
        if (known < 0) return no(400, 'Bad Request: message to delete not found');
        this.shown.splice(known, 1);
        return yes(true);
      default:
        return no(404, 'Not Found');
    }
  }

  protected busy() {
    return { status: 429, json: { ok: false, parameters: { retry_after: 0 } } };
  }
}

function yes(result: unknown): Answered {
  return { status: 200, json: { ok: true, result } };
}

function no(status: number, description: string): Answered {
  return { status, json: { ok: false, error_code: status, description } };
}
