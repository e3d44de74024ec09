import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** What may be passed on with a program under the Apache License 2.0, as it is. */
const free = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'MIT-0',
];

/** Others, by package, and why each may be. */
const others: ReadonlyMap<string, string> = new Map([
  [
    '@img/sharp-',
    'libvips, a library of its own that is loaded and not changed: LGPL-3.0-or-later',
  ],
  ['@resvg/resvg-js', 'machine code that is loaded and not changed: MPL-2.0'],
  ['argparse', 'part of markdown-it, which calls it in its own program alone: PSF-2.0'],
  ['busboy', 'MIT; named in an old form'],
  ['streamsearch', 'MIT; named in an old form'],
  ['dejavu-fonts-ttf', 'fonts, which may be passed on with a program: Bitstream Vera'],
]);

interface Locked {
  readonly dev?: boolean;
  readonly link?: boolean;
  readonly license?: string;
  readonly integrity?: string;
}

const { packages } = JSON.parse(readFileSync(resolve(root, 'package-lock.json'), 'utf8')) as {
  readonly packages: Readonly<Record<string, Locked>>;
};
const shipped = Object.entries(packages).filter(
  ([path, { dev, link }]) => path.includes('node_modules/') && dev !== true && link !== true,
);
const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 13);

test('every package that a server is made of has a licence that lets it be passed on', () => {
  expect(shipped.length).toBeGreaterThan(100);
  const unknown = shipped.filter(([path, { license = '' }]) => {
    const isKnown = [...others.keys()].some((name) => nameOf(path).startsWith(name));
    return !free.includes(license) && !isKnown;
  });
  expect(unknown.map(([path, { license }]) => `${nameOf(path)}: ${license}`)).toEqual([]);
  const unused = [...others.keys()].filter(
    (name) => !shipped.some(([path]) => nameOf(path).startsWith(name)),
  );
  expect(unused).toEqual([]);
});

test('every package is what its sum says', () => {
  const loose = Object.entries(packages).filter(
    ([path, { link, integrity }]) =>
      path.includes('node_modules/') && link !== true && integrity === undefined,
  );
  expect(loose.map(([path]) => path)).toEqual([]);
});
