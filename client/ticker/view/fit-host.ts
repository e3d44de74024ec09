import type { Undo } from '../clock.ts';

/** The colour that a ticker stands on: that of the nearest ancestor that has one; empty: the browser's own. */
function hostGround(element: Element): string {
  const { backgroundColor } = getComputedStyle(element);
  if (!/^rgba.*, 0\)$/.test(backgroundColor)) return backgroundColor;
  return element.parentElement === null ? '' : hostGround(element.parentElement);
}

/**
 * Makes a ticker's colours fit the page around it, also when the system or the site turns dark or light while it is open.
 * `show` gets the colour that the ticker's rows may pass below.
 */
export function fitHost(element: HTMLElement, show: (ground: string) => void): Undo {
  const fit = (): void => {
    element.dataset['scheme'] = hostScheme(element);
    show(hostGround(element));
  };
  fit();
  const dark = matchMedia('(prefers-color-scheme:dark)');
  dark.addEventListener('change', fit);
  // Sites say which theme is on by an attribute of one of these. Many write `style` while the reader scrolls.
  const themed = new MutationObserver((changes) => {
    if (changes.some(({ attributeName }) => attributeName !== 'style')) fit();
  });
  for (const root of [document.documentElement, document.body]) {
    themed.observe(root, { attributes: true });
  }
  return () => {
    dark.removeEventListener('change', fit);
    themed.disconnect();
  };
}

/**
 * Tells by the text around a ticker whether it stands on a dark ground: many sites are dark without a `color-scheme`.
 * Empty where the colour cannot be read.
 */
function hostScheme(element: Element): 'light' | 'dark' | '' {
  const { color } = getComputedStyle(element.parentElement ?? document.documentElement);
  // Written as "rgb(1, 2, 3)", or else without commas.
  const [, r = NaN, g = NaN, b = NaN] = color.split(/[(,]/).map(parseFloat);
  // How light the text is to the eye, times ten: about the weights of ITU-R BT.709.
  const light = 2 * r + 7 * g + b;
  if (light > 1_400) return 'dark';
  return light >= 0 ? 'light' : '';
}
