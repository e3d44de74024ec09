/** Elements of which no reader sees a word. */
export const left = new Set(
  'script style template noscript form button input select textarea svg math canvas head title meta link base map area'.split(
    ' ',
  ),
);
/** Those among them that do something, or look like something. */
export const spoken = new Set(['script', 'style', 'form', 'button', 'input', 'select', 'textarea']);
export const inlineTags = new Set(
  'a abbr b bdi bdo big cite code data dfn em font i ins kbd label mark q s samp small span strike strong sub sup time tt u var del wbr'.split(
    ' ',
  ),
);
export const marks: Readonly<Record<string, 'strong' | 'emphasis' | 'deleted'>> = {
  b: 'strong',
  strong: 'strong',
  i: 'emphasis',
  em: 'emphasis',
  cite: 'emphasis',
  s: 'deleted',
  del: 'deleted',
  strike: 'deleted',
};
