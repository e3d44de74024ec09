/** The colour that a ticker stands on: that of the nearest ancestor that has one; undefined: the browser's own. */
function hostGround(element: Element): string | undefined {
  for (let at: Element | null = element; at !== null; at = at.parentElement) {
    const { backgroundColor } = getComputedStyle(at);
    if (!/^rgba\(.*, 0\)$/.test(backgroundColor)) return backgroundColor;
  }
  return undefined;
}

/** Makes a ticker's colours fit the page around it. Returns the colour that its rows may pass below. */
export function fitHost(element: HTMLElement): string | undefined {
  const scheme = hostScheme(element);
  if (scheme !== undefined) element.dataset['scheme'] = scheme;
  return hostGround(element);
}

/**
 * Tells by the text around a ticker whether it stands on a dark ground: many sites are dark without a `color-scheme`.
 * Undefined where the colour cannot be read.
 */
function hostScheme(element: Element): 'light' | 'dark' | undefined {
  const { color } = getComputedStyle(element.parentElement ?? document.documentElement);
  const [r, g, b] = /^rgba?\((\d+),? (\d+),? (\d+)/.exec(color)?.slice(1).map(Number) ?? [];
  if (r === undefined || g === undefined || b === undefined) return undefined;
  // The weights of ITU-R BT.709: how light the text is to the eye.
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 140 ? 'dark' : 'light';
}
