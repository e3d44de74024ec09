import { chart, gates, map } from './pictures.ts';
import type { Step } from './step.ts';

/** Before the storm: what is already there when the first reader comes. */
export const morning: readonly Step[] = [
  {
    at: '06:10',
    do: 'post',
    item: 'opening',
    text: {
      headline: 'Tarnhaven shuts its sea gates for the highest tide in forty years',
      body: `A storm is pushing the sea into the Grey Sound, and it will arrive together with the spring tide. What we know this morning:

- High water is expected **in the afternoon**, about a metre above the Lower Quay.
- The four sea gates at the mouth of the Sael are being closed one by one.
- The Lantern Bridge stays open to traffic for now.

We are with you all day.`,
      bylines: ['Mara Quill'],
      key: true,
      tags: ['storm', 'sea gates'],
    },
  },
  {
    at: '06:25',
    do: 'post',
    item: 'forecast',
    text: {
      headline: 'Forecast: 3.1 metres, half a metre above the quay wall',
      body: `The tide alone would hardly be talked about. It is the wind that does it: since midnight it has blown from the same corner, and the sound is narrow at the end where we live.

The gauge office gives its forecast a margin of *twenty centimetres either way*.`,
      bylines: ['Jonas Eide'],
      tags: ['storm', 'forecast'],
      picture: chart,
    },
  },
  {
    at: '06:40',
    do: 'post',
    item: 'schools',
    text: {
      headline: 'Schools on both banks stay shut',
      body: `No lessons today at:

1. Saltgate Primary
2. Netmakers’ Row School
3. the Sailmakers’ College, Lower Quai

The hill schools open as usual and take children from the low ground. Nobody needs to sign up first.`,
      tags: ['schools'],
    },
  },
  {
    at: '07:05',
    do: 'post',
    item: 'ferries',
    text: {
      headline: 'Last boat to Little Hest before the weather',
      body: `The *Brimnes* left with 41 passengers, nine sheep and the post. Sound Ferries will not sail again before tomorrow. The island has bread for three days, says its only baker, **Þóra Steinsdóttir**, “and stories for a week”.`,
      bylines: ['Łucja Wróbel'],
      tags: ['ferries', 'Little Hest'],
    },
  },
  {
    at: '07:20',
    do: 'post',
    item: 'map',
    text: {
      headline: 'Where the water would go',
      body: 'If the gates hold, the shaded streets stay dry apart from what comes up through the drains. If one does not, these are the streets that fill first.',
      tags: ['maps'],
      picture: map,
    },
  },
  {
    at: '07:45',
    do: 'post',
    item: 'sandbags',
    text: {
      body: `At the fish market they have run out of sandbags and gone over to flour sacks.

> It is the same work. You fill it, you tie it, you complain about your back.
>
> — Ruben Aas, fishmonger`,
      bylines: ['Ifeoma Adeyemi'],
    },
  },
  {
    at: '08:10',
    do: 'post',
    item: 'three-gates',
    text: {
      headline: 'Three of the four sea gates are down',
      body: 'Gates one, two and three stand on the sill. The fourth, on the south side, is moving. It weighs 310 tonnes and comes down at the pace of a person sitting down carefully.',
      key: true,
      tags: ['sea gates'],
    },
  },
  {
    at: '08:15',
    do: 'edit',
    item: 'schools',
    text: {
      body: `No lessons today at:

1. Saltgate Primary
2. Netmakers’ Row School
3. the Sailmakers’ College, Lower Quay

The hill schools open as usual and take children from the low ground. Nobody needs to sign up first.`,
    },
  },
  {
    at: '08:40',
    do: 'post',
    item: 'gate-four',
    text: {
      headline: 'The fourth gate has stopped two metres short',
      body: 'The drive of the southern gate cut out on the way down. Engineers are on the pier. With the gate as it is, the gate office says, the river would rise “slowly, but it would rise”.',
      bylines: ['Jonas Eide'],
      breaking: true,
      key: true,
      tags: ['sea gates'],
      picture: gates,
    },
  },
  {
    at: '08:52',
    do: 'correct',
    item: 'gate-four',
    text: { headline: 'The fourth gate has stopped a metre short' },
    note: 'We first wrote two metres. The gap is one metre.',
  },
  {
    at: '08:55',
    do: 'post',
    item: 'advice',
    text: {
      headline: 'If you live on the low ground',
      body: `The town asks everyone in the shaded streets to be ready by noon.

# Before you go

- Switch off the power at the board, not at the lamps.
- Take medicines, papers, a charger, something warm.
- Knock next door.

# Where to go

The **Fishermen’s Hall** on Chapel Hill is open. Dogs are welcome, and so far one parrot.`,
      tags: ['advice'],
    },
  },
  { at: '08:56', do: 'pin', item: 'advice' },
  {
    at: '09:20',
    do: 'post',
    item: 'anemos',
    text: {
      headline: 'A ship that waits outside',
      body: `The coaster *Άνεμος* is riding it out at anchor behind Gannet Point, because the gates are shut. Her name is Greek for wind. Her master, Νίκος Βασιλάκης, told the harbour office by radio that he had asked the owners for another name “more than once”.`,
      bylines: ['Łucja Wróbel'],
      tags: ['harbour'],
    },
  },
  {
    at: '09:40',
    do: 'post',
    item: 'pumps',
    text: {
      headline: 'Saltgate pumps have failed, residents say',
      body: 'Three people in Tallow Lane tell us that the pumping station has been silent since early morning and that water stands in the cellars.',
      tags: ['Saltgate'],
    },
  },
  {
    at: '09:55',
    do: 'post',
    item: 'mayor',
    text: {
      headline: 'Mayor: “We are not brave, we are prepared”',
      body: `Mayor **Ingrid Våge** spoke on the steps of the customs house, holding her hat.

> My grandmother carried her sewing machine up these steps in the flood of her time. I would like nobody to carry anything today that they could have carried yesterday.

She will speak again after high water. Her full statement is [on the town’s pages](https://example.org/tarnhaven/statement).`,
      bylines: ['Mara Quill'],
      link: 'https://example.org/tarnhaven/mayor',
    },
  },
  {
    at: '10:10',
    do: 'strike',
    item: 'pumps',
    note: 'The pumps are running; we have seen them. They are quiet because they are new. The water in Tallow Lane came from a burst pipe.',
  },
  {
    at: '10:30',
    do: 'post',
    item: 'trains',
    text: {
      body: 'Trains end at **Hill Station** until further notice. A bus goes from there to the hospital every twenty minutes.',
      tags: ['transport'],
    },
  },
  {
    at: '10:45',
    do: 'post',
    item: 'gate-shut',
    text: {
      headline: 'The fourth gate is down, by hand',
      body: 'Eleven people on two cranks, in shifts of four minutes: the southern gate has touched the sill. The mouth of the Sael is closed for the first time since it was built to be.',
      bylines: ['Jonas Eide'],
      key: true,
      tags: ['sea gates'],
    },
  },
];
