import { savesData } from './saves-data.ts';

/** Resolves at once; for a reader who saves data, when the reader first uses the element. */
export async function whenWanted(element: Element): Promise<void> {
  if (!savesData()) return;
  await new Promise((use) => {
    element.addEventListener('click', use);
    element.addEventListener('focusin', use);
  });
}
