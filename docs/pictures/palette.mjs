const maxColours = 128;

/** The colours of a picture or of all frames of one. `pixels` of each: four bytes a pixel, RGBA, opaque. */
export class Palette {
  #colours;
  #nearest = new Map();

  /** The most frequent colours, of those that look alike the most frequent one. */
  constructor(frames) {
    const counts = new Map();
    for (const pixels of frames) {
      for (let at = 0; at < pixels.length; at += 4) {
        const colour = pixels.readUIntBE(at, 3);
        counts.set(colour, (counts.get(colour) ?? 0) + 1);
      }
    }
    const frequent = [...counts].sort(([, a], [, b]) => b - a).map(([colour]) => colour);
    const alike = Map.groupBy(frequent, (colour) => colour & 0xf0f0f0);
    this.#colours = [...alike.values()].slice(0, maxColours).map(([colour]) => channelsOf(colour));
  }

  /** How many colours there are: at most 128. */
  get size() {
    return this.#colours.length;
  }

  /** Three bytes for each colour. */
  bytes() {
    return Buffer.from(this.#colours.flat());
  }

  /** The place in the palette of each pixel: of the colour that is nearest. */
  placesOf(pixels) {
    const places = Buffer.alloc(pixels.length / 4);
    for (let n = 0; n < places.length; n += 1) {
      const colour = pixels.readUIntBE(n * 4, 3);
      let place = this.#nearest.get(colour);
      if (place === undefined) this.#nearest.set(colour, (place = this.#placeNearest(colour)));
      places[n] = place;
    }
    return places;
  }

  #placeNearest(colour) {
    const channels = channelsOf(colour);
    const distances = this.#colours.map((other) =>
      channels.reduce((sum, channel, n) => sum + (channel - other[n]) ** 2, 0),
    );
    return distances.indexOf(Math.min(...distances));
  }
}

function channelsOf(colour) {
  return [colour >> 16, (colour >> 8) & 0xff, colour & 0xff];
}
