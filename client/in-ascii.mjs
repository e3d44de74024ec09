import { readFile, writeFile } from 'node:fs/promises';

/**
 * Writes what is no ASCII in a made program (esbuild leaves it in regular expressions and comments) as escapes: a single such
 * character doubles the memory of the whole file, and lengthens its reading.
 */
export async function inAscii(file) {
  const text = await readFile(file, 'utf8');
  const escaped = text.replaceAll(
    /[^\0-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  if (escaped !== text) await writeFile(file, escaped);
}
