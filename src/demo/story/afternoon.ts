import type { Step } from './step.ts';

/** High water. */
export const afternoon: readonly Step[] = [
  {
    at: '12:20',
    do: 'embargo',
    item: 'new-forecast',
    until: '13:00',
    text: {
      headline: 'New forecast: high water comes half an hour sooner',
      body: 'The gauge office has moved the peak forward and left its height as it was. It gave the figures to newsrooms beforehand, so that the sirens could be tested first.',
      bylines: ['Jonas Eide'],
      tags: ['forecast'],
    },
  },
  {
    at: '12:30',
    do: 'post',
    item: 'power',
    text: {
      headline: '4,200 homes without power on the south bank',
      body: 'The Lower Quay substation was switched off before the water could do it. The hospital has its own supply and, its director adds, its own soup.',
      tags: ['power'],
    },
  },
  {
    at: '12:48',
    do: 'post',
    item: 'surge-explained',
    text: {
      headline: 'What a surge is, in four sentences',
      body: `We asked the oceanographer **Yuki Tanabe** (田辺 雪), who has measured this coast for twenty years:

1. Low pressure lifts the sea a little, as a straw lifts a drink.
2. Wind pushes the water along, and a narrowing sound squeezes it upwards.
3. The tide comes on top, at an hour that does not care about the other two.
4. When all three meet, you have today.`,
      bylines: ['Mara Quill'],
      tags: ['explained'],
    },
  },
  {
    at: '13:20',
    do: 'post',
    item: 'hall',
    text: {
      headline: '612 people in the Fishermen’s Hall',
      body: 'There are beds for 700. The parrot has been asked to stop saying “abandon ship”.',
      bylines: ['Ifeoma Adeyemi'],
    },
  },
  {
    at: '13:35',
    do: 'post',
    item: 'hall-arabic',
    text: {
      headline: 'قاعة الصيادين مفتوحة للجميع',
      body: 'تفتح قاعة الصيادين في تل الكنيسة أبوابها لكل من اضطر إلى ترك بيته. الطعام والشاي والأسرّة مجانًا.',
      lang: 'ar',
      dir: 'rtl',
      tags: ['advice'],
    },
  },
  {
    at: '13:50',
    do: 'post',
    item: 'quay-wet',
    text: {
      headline: 'Water over the Lower Quay',
      body: 'It came up through the drains first, then over the edge. Ankle-deep at the chandler’s, knee-deep at the rope walk. The streets behind are dry.',
      bylines: ['Ifeoma Adeyemi'],
      key: true,
      tags: ['Lower Quay'],
    },
  },
  {
    at: '14:05',
    do: 'post',
    item: 'sirens',
    text: {
      body: 'The sirens you hear are **not** a test. They mean: upstairs, or up the hill. They do not mean: to the window with a telephone.',
      tags: ['advice'],
    },
  },
  {
    at: '14:26',
    do: 'post',
    item: 'peak',
    text: {
      headline: 'High water at 3.21 metres, and the gates hold',
      body: 'The gauge at Gannet Point has stood still for ten minutes. Behind the gates the river is *one metre forty* lower than the sea in front of them.',
      bylines: ['Jonas Eide', 'Mara Quill'],
      breaking: true,
      key: true,
      tags: ['sea gates'],
    },
  },
  {
    at: '14:33',
    do: 'correct',
    item: 'peak',
    text: {
      headline: 'High water at 3.12 metres, and the gates hold',
    },
    note: 'The gauge read 3.12 metres. We wrote 3.21.',
  },
  {
    at: '14:50',
    do: 'post',
    item: 'wall',
    text: {
      headline: 'The old wall at Netmakers’ Row seeps, and stands',
      body: 'Water comes through the joints as it did in the other floods. The wall is 160 years old and was **ment** to, says the town’s engineer: a wall that lets a little through is not pushed over.',
      tags: ['Netmakers’ Row'],
    },
  },
  {
    at: '14:56',
    do: 'edit',
    item: 'wall',
    text: {
      body: 'Water comes through the joints as it did in the other floods. The wall is 160 years old and was **meant** to, says the town’s engineer: a wall that lets a little through is not pushed over.',
    },
  },
  {
    at: '15:20',
    do: 'post',
    item: 'bread',
    text: {
      body: `The night shift of two bakeries has walked up Chapel Hill with 300 loaves: *Aas & Daughter* and **مخبز النور**, the Al-Nour, which is under water to the second shelf.

> The oven is on the third shelf.
>
> — Samir Haddad, baker`,
      bylines: ['Łucja Wróbel'],
    },
  },
  {
    at: '15:45',
    do: 'post',
    item: 'falling',
    text: {
      headline: 'The water is falling',
      body: 'Four centimetres in a quarter of an hour. The gauge office says that a second peak tonight will stay below the quay.',
      key: true,
      tags: ['storm'],
    },
  },
];
