import sharp from 'sharp';

/** Where a camera says that it was, as a picture carries it: it must not come out again. */
const place = { IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '48/1 12/1 30/1' } };

/** A picture of a phone held upright: its rows lie on the side, and it says who owns it and where it was. */
export function phonePicture(width = 1600, height = 900): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#3a7' } })
    .withExif({ IFD0: { Artist: 'Vera Owner' }, ...place })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
}

export function flatPicture(
  format: 'png' | 'webp' | 'avif' | 'gif' | 'tiff',
  width = 300,
  height = 200,
): Promise<Buffer> {
  return sharp({
    create: { width, height, channels: 4, background: { r: 9, g: 99, b: 199, alpha: 0.5 } },
  })
    .toFormat(format)
    .toBuffer();
}
