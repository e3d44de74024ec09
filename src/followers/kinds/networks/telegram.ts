import { z } from 'zod';
import { isRecord } from '../../../feed/shape.ts';
import { Unanswered } from '../../send/unanswered.ts';
import { ask, type NetworkAnswer } from './ask.ts';
import { lengthOf } from './network-text.ts';
import type { Network, NewPost } from './network.ts';
import { networkTarget } from './network-target.ts';

/** A message may have 4,096; more than this is a page, and not a message. */
const mostText = 1_000;
/** A channel's public name, or the number of one that has none. */
const channel = /^\/(?:@?[A-Za-z]\w{3,31}|-100\d{5,20})$/;

/** A Telegram channel, through a bot that may post there (https://core.telegram.org/bots/api). */
export const telegram: Network = {
  target: (where) =>
    networkTarget(
      where,
      (path) => channel.test(path),
      'must be the address of your channel, like https://t.me/your_channel',
    ),
  secret: z
    .string('must be the token of a bot that is an admin of the channel')
    .regex(
      /^\d{5,20}:[\w-]{20,100}$/,
      'must be a token of a bot as BotFather shows it, with its number',
    ),
  room: (url) => mostText - '\n\n'.length - lengthOf(url),
  account({ target, secrets: [token = ''] }, client, signal) {
    const { host, origin, pathname } = new URL(target);
    // A server of one's own speaks the same interface (https://core.telegram.org/bots/api#using-a-local-bot-api-server).
    const server = host === 't.me' ? 'https://api.telegram.org' : origin;
    const chat = pathname.slice(1);
    const to = { chat_id: /^[@-]/.test(chat) ? chat : `@${chat}` };
    const call = (method: string, json: object, isFine?: (answer: NetworkAnswer) => boolean) => {
      const url = `${server}/bot${token}/${method}`;
      const body = { ...to, ...json };
      return ask(client, { method: 'POST', url, json: body, signal }, isFine, secondsIn);
    };
    return {
      async check() {
        await call('getChat', {});
      },
      async post(post, under) {
        const reply = { reply_parameters: { message_id: Number(under) } };
        const sent = { text: textOf(post), ...(under !== undefined && reply) };
        const { result } = (await call('sendMessage', sent)).json;
        const number = isRecord(result) ? result['message_id'] : undefined;
        if (typeof number !== 'number') throw new Unanswered('no HTTP answer');
        return String(number);
      },
      async edit(name, post) {
        const sent = { message_id: Number(name), text: textOf(post) };
        await call('editMessageText', sent, says(/not modified|message to edit not found/));
      },
      async remove(name) {
        const isGone = says(/message to delete not found/);
        await call('deleteMessage', { message_id: Number(name) }, isGone);
      },
    };
  },
};

function textOf({ text, url }: NewPost): string {
  return `${text}\n\n${url}`;
}

function says(words: RegExp): (answer: NetworkAnswer) => boolean {
  return ({ status, json }) => status === 400 && words.test(String(json['description']));
}

function secondsIn({ json }: NetworkAnswer): number | undefined {
  const { parameters } = json;
  const seconds = isRecord(parameters) ? parameters['retry_after'] : undefined;
  return typeof seconds === 'number' ? seconds : undefined;
}
