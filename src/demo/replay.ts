import { setTimeout as wait } from 'node:timers/promises';
import { callOf } from './call.ts';
import type { Newsroom } from './newsroom.ts';
import { schedule } from './schedule.ts';
import type { Step, Story, StoryTime } from './story/step.ts';

export interface Replay {
  readonly story: Story;
  readonly liveFrom: StoryTime;
  readonly speed: number;
  readonly origin: string;
  readonly newsroom: Newsroom;
  readonly signal: AbortSignal;
  /** Told of each step when it is done. */
  readonly onStep: (step: Step) => void;
}

/** Creates the story's feed and plays it to its end. Rejects when the signal aborts it. */
export async function replay(play: Replay): Promise<void> {
  const { story, speed, origin, newsroom, signal } = play;
  await newsroom.send({
    method: 'POST',
    path: '/api/v1/feeds',
    headers: {},
    body: { slug: story.feed, ...story.info },
  });
  const known = new Map<string, { readonly id: string; readonly rev: number }>();
  let startMs: number | undefined;
  for (const { step, afterMs } of schedule(story, play.liveFrom, speed)) {
    if (afterMs > 0) {
      startMs ??= performance.now();
      const restMs = startMs + afterMs - performance.now();
      if (restMs > 0) await wait(restMs, undefined, { signal });
    }
    const stage = { feed: story.feed, origin, speed, nowMs: Date.now() };
    const { id, rev } = await newsroom.send(callOf(step, known, stage));
    if ('item' in step && id !== undefined && rev !== undefined) known.set(step.item, { id, rev });
    play.onStep(step);
  }
}
