import type { Step, Story, StoryTime } from './story/step.ts';

/** A step, and how long after the start of the live part it is due. */
export interface Due {
  readonly step: Step;
  readonly afterMs: number;
}

/** Minutes since the story's midnight. */
export function minutesOf(time: StoryTime): number {
  const [hours = '', minutes = ''] = time.split(':');
  return Number(hours) * 60 + Number(minutes);
}

/** How long a stretch of the story takes at a speed: at 60 a minute of the story is a second. */
export function lasting(from: StoryTime, to: StoryTime, speed: number): number {
  return ((minutesOf(to) - minutesOf(from)) * 60_000) / speed;
}

/** When each step is due: what is before `liveFrom` at once, the rest at `speed`. */
export function schedule(story: Story, liveFrom: StoryTime, speed: number): readonly Due[] {
  return story.steps.map((step) => ({
    step,
    afterMs: Math.max(0, lasting(liveFrom, step.at, speed)),
  }));
}
