import { afternoon } from './afternoon.ts';
import { evening } from './evening.ts';
import { morning } from './morning.ts';
import { noon } from './noon.ts';
import type { Story } from './step.ts';

/** A storm surge in a port town. The town, its people and their weather are invented. */
export const tarnhaven: Story = {
  feed: 'tarnhaven',
  info: {
    title: 'Tarnhaven: storm and spring tide meet',
    description:
      'The port town of Tarnhaven expects its highest water in forty years. What happens at the gates, at the bridge and on the low ground. An invented story.',
    lang: 'en-GB',
    timezone: 'Europe/Copenhagen',
  },
  steps: [...morning, ...noon, ...afternoon, ...evening],
};

/** What happened before this hour is there when the first reader comes. */
export const liveFrom = '11:00';
