import { ownTime } from '../parts/own-time.ts';
import { countOf } from './follower-words.ts';
import { OfferedPart, type OfferedWords } from './offered-part.tsx';
import { pushOf, switchPush, type PushState } from './push-calls.ts';

const words: OfferedWords = {
  label: 'Push to readers',
  notSetUp: 'Push is not set up here: the server needs PUSH_KEY.',
  turnOn: 'Let readers be told by push',
  turnOff: 'Push nothing of this feed',
  isOn: 'Readers may be told by push',
  isOff: 'Nobody is told by push of this feed',
};

/** Whether readers may be told of the feed by their browsers, and how many are. */
export function PushPart({ feed }: { readonly feed: string }) {
  return (
    <OfferedPart feed={feed} words={words} read={pushOf} turn={switchPush} numbersOf={numbersOf} />
  );
}

function numbersOf({ on, browsers, breaking, waiting, oldestAt }: PushState): string {
  const sentences = [
    on ? 'Readers may ask to be told.' : 'Nobody may ask, and nothing is sent.',
    `${countOf(browsers, 'browser is', 'browsers are')} told, ${breaking} of breaking news.`,
    ...(waiting > 0
      ? [`${countOf(waiting, 'message waits', 'messages wait')}, since ${ownTime(oldestAt)}.`]
      : []),
  ];
  return sentences.join(' ');
}
