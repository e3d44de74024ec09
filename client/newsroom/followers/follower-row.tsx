import { ownTime } from '../parts/own-time.ts';
import type { Follower, FollowerAnswer } from './follower-calls.ts';
import { followerKinds, otherKinds } from './follower-kinds.ts';
import { answerWords, countOf, healthWords } from './follower-words.ts';

type Act = (follower: Follower) => void;

interface Props {
  readonly follower: Follower;
  readonly acts: Readonly<Record<'pause' | 'test' | 'again' | 'renew' | 'remove', Act>>;
  readonly isBusy: boolean;
}

/** A follower, how it is, and what can be done about it. */
export function FollowerRow({ follower, acts, isBusy }: Props) {
  const { kind, target, filter, topic, endsAt, by, health, deadLetters, last } = follower;
  const isOurs = otherKinds[kind] === undefined;
  const asksFor = followerKinds[kind]?.secret?.label.toLowerCase();
  const comes = followerKinds[kind]?.comes === true;
  const button = (words: string, act: Act) => (
    <button type="button" disabled={isBusy} onClick={() => act(follower)}>
      {words}
    </button>
  );
  return (
    <li>
      <div class="nr-table-row">
        <p class="nr-table-name">
          <strong>{target}</strong>{' '}
          <span class="nr-hint">
            {followerKinds[kind]?.name ?? otherKinds[kind] ?? kind}
            {topic === '' ? `, by ${by}` : `, follows ${topic}`}
            {filter === '' ? '' : `, only ${filter}`}
            {endsAt === undefined ? '' : `, until ${ownTime(endsAt)} unless it is renewed`}
          </span>
        </p>
        <p>{healthWords(follower)}</p>
        {deadLetters > 0 && (
          <p>{countOf(deadLetters, 'change was refused.', 'changes were refused.')}</p>
        )}
        <p class="nr-hint">{comes ? cameWords(last) : sentWords(last)}</p>
        <p class="nr-row-actions" role="group" aria-label={`Actions: ${target}`}>
          {isOurs && button(health === 'paused' ? 'Go on' : 'Pause', acts.pause)}
          {isOurs && !comes && button('Test', acts.test)}
          {(deadLetters > 0 || health === 'down') && button('Send again', acts.again)}
          {isOurs && button(asksFor === undefined ? 'New secret' : `New ${asksFor}`, acts.renew)}
          {kind !== 'public-hub' && button('Remove', acts.remove)}
        </p>
      </div>
    </li>
  );
}

function sentWords(last: FollowerAnswer | undefined): string {
  return last === undefined
    ? 'Nothing sent yet'
    : `Latest ${ownTime(last.at)}: ${answerWords(last)}`;
}

function cameWords(last: FollowerAnswer | undefined): string {
  return last === undefined ? 'It has not come yet' : `Came ${ownTime(last.at)}`;
}
