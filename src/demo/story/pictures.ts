import type { Picture } from './step.ts';

/** Every picture is drawn at this size. */
export const pictureSize = { width: 1200, height: 675 } as const;

const credit = 'Drawing: the desk';

export const chart: Picture = {
  file: 'surge.svg',
  alt: 'A line chart of the water at Gannet Point: the usual tide swings between half a metre and two metres; the forecast for today climbs to 3.1 metres in the afternoon, above the quay wall at 2.6.',
  caption: 'Water at Gannet Point: the usual tide, and what is forecast for today.',
  credit,
};

export const map: Picture = {
  file: 'map.svg',
  alt: 'A map of Tarnhaven: the river Sael runs from the west through the town into the sound. The sea gates close its mouth, the Lantern Bridge crosses it between Saltgate in the north and the Lower Quay in the south; both banks are marked as low ground.',
  caption: 'The low ground on both banks is shaded. The sea gates are the line at the mouth.',
  credit,
};

export const gates: Picture = {
  file: 'gates.svg',
  alt: 'A cross-section of the four sea gates between their piers. Three reach the sill on the river bed; under the fourth a gap of one metre is left.',
  caption: 'Three gates stand on the sill. The fourth hangs a metre above it.',
  credit,
};

export const bridge: Picture = {
  file: 'bridge.svg',
  alt: 'The Lantern Bridge with both leaves raised against a grey sky, its four lamps lit, and high water under it.',
  caption: 'Both leaves up, all lamps lit: the Lantern Bridge, seen from the fish market.',
  credit,
};

export const barge: Picture = {
  file: 'barge.svg',
  alt: 'A diagram of the river: the barge drifts on a dashed line from the gravel berth towards the raised bridge; the tug meets it from below, takes a line and pulls it to the north wall.',
  caption: 'How the tug turned the barge, eighty metres short of the bridge.',
  credit,
};

export const evening: Picture = {
  file: 'evening.svg',
  alt: 'The harbour in the evening: still water, the bridge down, lights in the houses along the quay, a moored tug.',
  caption: 'Tarnhaven in the evening.',
  credit,
};
