import { evening as eveningPicture } from './pictures.ts';
import type { Step } from './step.ts';

/** After it. */
export const evening: readonly Step[] = [
  { at: '15:50', do: 'unpin', item: 'advice' },
  {
    at: '16:10',
    do: 'post',
    item: 'bridge-stuck',
    text: {
      headline: 'The bridge comes down, and stops a hand short',
      body: 'Both leaves were lowered as the wind dropped. They meet at the middle with a gap of eleven centimetres between them and the lock that joins them.',
      bylines: ['Ifeoma Adeyemi'],
      tags: ['Lantern Bridge'],
    },
  },
  {
    at: '16:40',
    do: 'post',
    item: 'keeper',
    text: {
      headline: 'The keeper explains the eleven centimetres',
      body: `**Aoife Ní Dhuill** has kept the bridge for nine years.

> Steel is shorter when it is cold and wet. It stood in the wind for five hours; it has caught a chill. We wait, and we run the heaters in the lamps.

The lamps gave the bridge its name. That they could be of use is new.`,
      bylines: ['Mara Quill'],
      tags: ['Lantern Bridge'],
      link: 'https://example.org/tarnhaven/lantern-bridge',
    },
  },
  {
    at: '17:10',
    do: 'post',
    item: 'bridge-down',
    text: {
      headline: 'The bridge is down. First across: line 4',
      body: 'The same bus, the same driver, this time with passengers. She rang the bell all the way.',
      key: true,
      tags: ['Lantern Bridge', 'transport'],
    },
  },
  {
    at: '17:30',
    do: 'post',
    item: 'power-back',
    text: {
      headline: 'Power returns street by street',
      body: 'About 3,000 of the 4,200 homes are back. The rest must be looked at by an electrician first; the list is [on the grid’s pages](https://example.org/tarnhaven/power).',
      tags: ['power'],
    },
  },
  {
    at: '17:55',
    do: 'post',
    item: 'hest',
    text: {
      body: '“*Allt í lagi*,” comes the word from Little Hest: all is well. The pier has lost its roof, the island nothing else. The sheep were counted twice, because the first count was too high.',
      bylines: ['Łucja Wróbel'],
      tags: ['Little Hest', 'ferries'],
    },
  },
  {
    at: '18:20',
    do: 'post',
    item: 'gates-open',
    text: {
      headline: 'The sea gates open',
      body: 'One after the other, the fourth again by hand. The *Άνεμος* came in first and was cheered, which her master says has not happened to him before in any port.',
      bylines: ['Jonas Eide'],
      key: true,
      tags: ['sea gates', 'harbour'],
    },
  },
  {
    at: '18:45',
    do: 'post',
    item: 'summary',
    text: {
      headline: 'What the day leaves',
      body: `# In figures

- 3.12 metres at Gannet Point, the highest since the gates were built
- 612 people in the Fishermen’s Hall, 40 of them still there tonight
- about 70 houses with water in them, all on the Lower Quay
- nobody hurt, as far as anyone knows

# What is open

Why the *Kormoran*’s lines parted, and what the drive of the fourth gate died of. Both will be looked into in public.`,
      bylines: ['Mara Quill', 'Jonas Eide'],
      tags: ['summary'],
      picture: eveningPicture,
    },
  },
  {
    at: '19:05',
    do: 'post',
    item: 'thanks',
    text: {
      body: `A note was pinned to the door of the bridge keeper’s house this evening, unsigned:

> The chair was found in the dark. Thank you for moving the table.`,
      bylines: ['Ifeoma Adeyemi'],
    },
  },
  {
    at: '19:20',
    do: 'feed',
    info: {
      title: 'Tarnhaven: the day the bridge went up',
      description:
        'A storm, a tide, four gates and a barge: how the port town of Tarnhaven came through its highest water in forty years. An invented story.',
    },
  },
  {
    at: '19:30',
    do: 'post',
    item: 'closing',
    text: {
      headline: 'That was the day',
      body: 'The gates are open, the bridge is down, the lamps are lit. We end our coverage here and begin again in the morning, with the cellars. Good night.',
      bylines: ['Mara Quill'],
      key: true,
    },
  },
  { at: '19:45', do: 'feed', info: { coverage: 'ended' } },
];
