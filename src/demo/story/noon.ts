import { barge, bridge } from './pictures.ts';
import type { Step } from './step.ts';

/** The barge: everything at once. */
export const noon: readonly Step[] = [
  {
    at: '11:02',
    do: 'post',
    item: 'wind',
    text: {
      headline: 'Wind at Gannet Point passes 100 km/h',
      body: 'The gauge office has taken its people off the point. The instruments stay and report by themselves.',
      tags: ['storm'],
    },
  },
  {
    at: '11:05',
    do: 'post',
    item: 'barge',
    text: {
      headline: 'Barge breaks loose and drifts towards the Lantern Bridge',
      body: 'A gravel barge of 26 metres has parted its lines above the town and is coming down the Sael. Nobody is thought to be on board. **Keep away from the bridge and from both quays.**',
      bylines: ['Ifeoma Adeyemi'],
      breaking: true,
      key: true,
      tags: ['Kormoran', 'Lantern Bridge'],
    },
  },
  {
    at: '11:07',
    do: 'post',
    item: 'barge-facts',
    text: {
      body: 'From the harbour office: the barge is the *Kormoran*, 62 metres, loaded to the marks with gravel, about 900 tonnes. She was moored with six lines. Five have been found.',
      tags: ['Kormoran'],
    },
  },
  {
    at: '11:08',
    do: 'correct',
    item: 'barge',
    text: {
      body: 'A gravel barge of 62 metres has parted its lines above the town and is coming down the Sael. Nobody is on board, says the harbour office. **Keep away from the bridge and from both quays.**',
    },
    note: 'The barge is 62 metres long, not 26. We turned the figures round.',
  },
  {
    at: '11:11',
    do: 'post',
    item: 'bridge-cleared',
    text: {
      headline: 'Bridge closed and cleared',
      body: 'The last across was a bus of line 4, empty, with its lights on.',
      breaking: true,
      tags: ['Lantern Bridge'],
    },
  },
  {
    at: '11:14',
    do: 'post',
    item: 'bridge-up',
    text: {
      headline: 'The Lantern Bridge goes up in the wind',
      body: 'Both leaves are raised. The rule book forbids it above 70 km/h; the bridge keeper, **Aoife Ní Dhuill**, asked the harbour master, who asked the mayor, who said: “Open it.” A raised bridge is a sail. A lowered one is a wall with a barge in it.',
      bylines: ['Ifeoma Adeyemi', 'Mara Quill'],
      key: true,
      tags: ['Lantern Bridge'],
      picture: bridge,
    },
  },
  { at: '11:16', do: 'pin', item: 'barge' },
  {
    at: '11:18',
    do: 'post',
    item: 'tug',
    text: {
      headline: 'Tug *Ålvar* is on her way',
      body: 'The harbour’s older tug left the inner basin with four people. She is 51 years old and has 1,100 horse power; the newer one is outside the gates.',
      tags: ['harbour'],
    },
  },
  {
    at: '11:20',
    do: 'edit',
    item: 'tug',
    text: { headline: 'Tug Ålvar is on her way' },
  },
  {
    at: '11:22',
    do: 'post',
    item: 'film',
    text: {
      body: `The view from the customs house, without sound:

https://www.youtube.com/watch?v=tarnhaven00`,
    },
  },
  {
    at: '11:26',
    do: 'post',
    item: 'rescued',
    text: {
      headline: 'Woman carried from her house in Netmakers’ Row',
      body: 'Firefighters carried a woman of 84 out of number 17. Neighbours say that she lives alone and that the house stands open.',
      tags: ['Netmakers’ Row'],
    },
  },
  {
    at: '11:29',
    do: 'post',
    item: 'line-on',
    text: {
      headline: 'The tug has a line on the barge',
      body: 'Eighty metres above the bridge. The *Kormoran* is turning.',
      breaking: true,
      key: true,
      tags: ['Kormoran'],
    },
  },
  {
    at: '11:31',
    do: 'takedown',
    item: 'rescued',
    reason: 'It told strangers which house stands empty.',
  },
  {
    at: '11:35',
    do: 'post',
    item: 'held',
    text: {
      headline: 'Barge held at the north wall',
      body: 'She touched once, gently, “like somebody who has found the chair in the dark”, says a man who watched it from the fish market. The bridge was not hit.',
      bylines: ['Ifeoma Adeyemi'],
      key: true,
      tags: ['Kormoran', 'Lantern Bridge'],
    },
  },
  {
    at: '11:44',
    do: 'post',
    item: 'how',
    text: {
      headline: 'How it was done',
      body: 'The tug did not try to stop the barge. She let it come, took a line over the stern and pulled *across* the stream, so that the river itself swung it against the wall.',
      bylines: ['Jonas Eide'],
      picture: barge,
    },
  },
  { at: '11:52', do: 'unpin', item: 'barge' },
  { at: '11:53', do: 'pin', item: 'advice' },
  {
    at: '12:05',
    do: 'post',
    item: 'harbour-master',
    text: {
      headline: 'Harbour master: “The sixth line held longest, and we will keep it”',
      body: `**Tomasz Brzeziński** came to the steps in a wet coat.

> People will ask why the bridge was opened in such a wind. I ask you to look at where the barge is, and where the bridge is.

The bridge stays up for now: the leaves cannot be lowered safely before the wind drops.`,
      bylines: ['Łucja Wróbel'],
      tags: ['harbour', 'Lantern Bridge'],
    },
  },
];
