import { firstWords } from '../../feed/draw/item-title.ts';
import { keptSeconds } from '../store/pushes.ts';
import type { PushMessage } from '../send/push-service.ts';
import type { About } from './news-message.ts';

/** Takes the notification of an item back. The feed's name stands where a browser insists on showing something. */
export function closeMessage({ feed, info, topic }: About, item: string): PushMessage {
  const title = firstWords(info.title, 60);
  return {
    text: JSON.stringify({ kind: 'close', feed, item, title }),
    ttlSeconds: keptSeconds,
    urgency: 'high',
    topic,
  };
}
