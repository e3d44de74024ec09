/** An element of a ticker's shadow root that a site can style by its part's name. */
export function part<T extends keyof HTMLElementTagNameMap>(
  tag: T,
  name: string,
): HTMLElementTagNameMap[T] {
  const element = document.createElement(tag);
  element.setAttribute('part', name);
  element.className = name;
  return element;
}

export function button(name: string): HTMLButtonElement {
  const element = part('button', name);
  element.type = 'button';
  return element;
}

/** Writes a text where it is another: what is written is read anew by screen readers. */
export function write(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
