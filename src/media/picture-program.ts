import { createRequire } from 'node:module';
import type { MadeUpload } from './made-upload.ts';

/** More pixels than this no phone makes; it is 240 MB when it is unpacked. */
export const maxPixels = 60_000_000;

/** The widths that a picture is made in, as far as it has them. The widest has no AVIF, which takes seconds. */
const widths = [640, 1280, 2560];

/** What the program answers: the picture, or why there is none. */
export type Outcome =
  | { readonly made: MadeUpload }
  | { readonly fault: 'no picture' | 'too many pixels' | 'broken' };

/**
 * The program that unpacks a stranger's file, to be run in a process of its own (`node -e`): what is wrong with a file
 * harms that process alone. It knows five formats and no other: no SVG, which runs scripts and reads files. What the
 * camera wrote (place, owner, device) is in none of the files it makes; colours are those of the web (sRGB).
 */
export const pictureProgram = `
  const sharp = require(${JSON.stringify(createRequire(import.meta.url).resolve('sharp'))});
  sharp.concurrency(1);
  sharp.cache(false);
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({
    operation: ['Jpeg', 'Png', 'Webp', 'Heif', 'Nsgif'].map((name) => 'VipsForeignLoad' + name + 'Buffer'),
  });
  const types = { jpeg: 'image/jpeg', png: 'image/png', webp: 'image/webp', heif: 'image/avif', gif: 'image/gif' };

  async function make(bytes) {
    const found = await sharp(bytes).metadata().catch(() => undefined);
    const type = types[found?.format];
    if (type === undefined || (found.format === 'heif' && found.compression !== 'av1')) return { fault: 'no picture' };
    if (found.width * found.height > ${maxPixels}) return { fault: 'too many pixels' };
    const upright = sharp(bytes, { limitInputPixels: ${maxPixels}, sequentialRead: true }).autoOrient();
    const { data, info } = await upright
      .toColourspace('srgb')
      .resize({ width: ${widths.at(-1)}, withoutEnlargement: true })
      .raw()
      .toBuffer({ resolveWithObject: true });
    const { width, height } = found.autoOrient;
    const raw = { width: info.width, height: info.height, channels: info.channels };
    const wanted = [...new Set(${JSON.stringify(widths)}.map((most) => Math.min(most, width)))];
    const files = [];
    const keep = async (name, type, work) => {
      const { data: made, info: of } = await work.toBuffer({ resolveWithObject: true });
      files.push({ name, type, width: of.width, height: of.height, bytes: made });
    };
    for (const one of wanted) {
      const sized = () => sharp(data, { raw }).resize({ width: one });
      if (one < ${widths.at(-1)}) await keep(one + '.avif', 'image/avif', sized().avif({ quality: 55, effort: 3 }));
      await keep(one + '.webp', 'image/webp', sized().webp({ quality: 78 }));
      await keep(one + '.jpg', 'image/jpeg', sized().flatten({ background: '#fff' }).jpeg({ quality: 80, mozjpeg: true }));
    }
    const isOpaque = info.channels === 3 || (await sharp(data, { raw }).stats()).isOpaque;
    const color = isOpaque ? await colorOf(sharp(data, { raw })) : undefined;
    return { made: { type, width, height, color, files } };
  }

  async function colorOf(picture) {
    const [red, green, blue] = await picture.removeAlpha().resize(1, 1, { fit: 'fill' }).raw().toBuffer();
    return '#' + [red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('');
  }

  process.once('message', async (bytes) => {
    const outcome = await make(bytes).catch(() => ({ fault: 'broken' }));
    process.send(outcome, () => process.exit());
  });
`;
