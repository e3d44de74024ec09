import { clockTime } from '../../src/feed/clock-time.ts';

/** Writes an instant into a time element. */
export type WriteTime = (element: HTMLTimeElement, at: string) => void;

/** The reader's zone in the text, the newsroom's in the tooltip. */
export function timeWriter(lang: string, zone: string | undefined): WriteTime {
  return (element, at) => {
    const { text } = clockTime(at, lang);
    element.dateTime = at;
    element.title = clockTime(at, lang, zone).exact;
    if (element.textContent !== text) element.textContent = text;
  };
}
