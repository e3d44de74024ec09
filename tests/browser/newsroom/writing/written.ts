import type { Locator } from 'playwright-core';

/** The text in a field: of one of the browser's, or of the editor that takes the place of a textarea. */
export function written(field: Locator): Promise<string> {
  return field.evaluate((element) => {
    if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) {
      return element.value;
    }
    const lines = [...element.querySelectorAll('.cm-line')];
    return lines.map((line) => line.textContent).join('\n');
  });
}

export function hasFocus(field: Locator): Promise<boolean> {
  return field.evaluate((element) => element.matches(':focus'));
}
