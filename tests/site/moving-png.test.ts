import { createServer } from 'node:http';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { openBrowser } from '../browser/browser.ts';

interface Frame {
  readonly pixels: Buffer;
  readonly ms: number;
}

type MovingPng = (
  width: number,
  height: number,
  frames: readonly Frame[],
  plays: number,
) => Buffer<ArrayBuffer>;

const [width, height] = [7, 5];
const ground = [0xff, 0xff, 0xff, 0xff];

/** A picture of one ground, with these colours at these places. */
function picture(dots: Readonly<Record<number, readonly number[]>>): Buffer {
  const pixels = Array.from({ length: width * height }, (_, n) => dots[n] ?? ground);
  return Buffer.from(pixels.flat());
}

const red = [0xb0, 0x10, 0x20, 0xff];
const blue = [0x10, 0x40, 0xa0, 0xff];

test('a moving picture of the documents is, decoded by Chromium, the frames that went in, each for its time', async () => {
  const path = resolve(import.meta.dirname, '../../docs/pictures/moving-png.mjs');
  const { movingPng } = (await import(path)) as { movingPng: MovingPng };
  const frames = [
    { pixels: picture({ 0: red, 34: blue }), ms: 1000 },
    // Inside, at the edges, nothing at all, and all of it gone.
    { pixels: picture({ 0: red, 9: blue, 17: red, 34: blue }), ms: 60 },
    { pixels: picture({ 0: blue, 6: red, 28: red, 34: red }), ms: 400 },
    { pixels: picture({ 0: blue, 6: red, 28: red, 34: red }), ms: 500 },
    { pixels: picture({}), ms: 2000 },
  ];
  const png = movingPng(width, height, frames, 3);

  // Only a page of this machine's, not an empty one, is given the decoder.
  const site = createServer((_, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end('<!doctype html><title>Decoder</title><link rel=icon href=data:,>');
  }).listen(0, '127.0.0.1');
  await once(site, 'listening');
  await using browser = await openBrowser();
  const page = await browser.newPage();
  const address = site.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  await page.goto(`http://127.0.0.1:${port}/`);
  const decoded = await page.evaluate(
    async (bytes) => {
      const decoder = new ImageDecoder({ type: 'image/png', data: Uint8Array.from(bytes) });
      await decoder.tracks.ready;
      await decoder.completed;
      const track = decoder.tracks.selectedTrack;
      const shown: { pixels: string; ms: number }[] = [];
      for (let frameIndex = 0; frameIndex < (track?.frameCount ?? 0); frameIndex += 1) {
        const { image } = await decoder.decode({ frameIndex });
        const context = new OffscreenCanvas(image.displayWidth, image.displayHeight).getContext(
          '2d',
        );
        context?.drawImage(image, 0, 0);
        const data = context?.getImageData(0, 0, image.displayWidth, image.displayHeight).data;
        shown.push({ pixels: [...(data ?? [])].join(' '), ms: (image.duration ?? 0) / 1000 });
      }
      return { shown, again: track?.repetitionCount };
    },
    [...png],
  );
  site.closeAllConnections();
  site.close();

  expect(decoded.shown).toEqual(
    frames.map(({ pixels, ms }) => ({ pixels: [...pixels].join(' '), ms })),
  );
  expect(decoded.again).toBe(2);
});
