/** Sets a style, or removes it when empty. The ticker's own rules are important (see styles.ts): only what is so too wins. */
export function setFirmly({ style }: HTMLElement, property: string, value: string): void {
  if (value === '') style.removeProperty(property);
  else style.setProperty(property, value, 'important');
}
