import { shortDayAndTime } from '../../src/feed/draw/clock-time.ts';
import { showTempo } from './tempo-plot.ts';

const minuteS = 60;

/**
 * The slider over a feed's time: says the time it stands at, and goes there when asked. `zone` undefined is the reader's
 * own; `hour12` as the reader's clock is.
 */
export function followSlider(page: HTMLElement, zone: string | undefined, hour12: boolean): void {
  const fold = page.querySelector<HTMLDetailsElement>('.site-replay');
  const form = fold?.querySelector('form');
  const slider = form?.querySelector<HTMLInputElement>('input[type=range]');
  const ends = form?.querySelectorAll('.site-replay-ends > *');
  if (!fold || !form || !slider || !ends) return;
  const [start, now] = ends;
  const { lang = 'en', feed = '' } = form.dataset;
  const told = (at: string): string => shortDayAndTime(at, lang, zone, hour12);
  if (start instanceof HTMLTimeElement) start.textContent = told(start.dateTime);

  const isNow = (): boolean => slider.value === slider.max;
  const say = (): void => {
    const words = isNow() ? (now?.textContent ?? '') : told(timeOf(slider));
    const output = form.querySelector('output');
    if (output !== null) output.value = words;
    slider.ariaValueText = words;
  };
  // While the coverage goes on, so does its time.
  if (page.querySelector('.site-ended') === null) {
    const wasNow = isNow();
    const ahead = Math.ceil(Date.now() / 1_000 / minuteS) * minuteS;
    const step = Number(slider.step);
    const steps = Math.ceil((ahead - Number(slider.min)) / step);
    slider.max = String(Math.max(Number(slider.max), Number(slider.min) + steps * step));
    if (wasNow) slider.value = slider.max;
  }
  slider.addEventListener('input', say);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    location.assign(isNow() ? form.action : `${form.action}?at=${timeOf(slider)}`);
  });
  // The plot is fetched when it is looked at.
  const look = (): void => {
    if (!fold.open) return;
    fold.removeEventListener('toggle', look);
    // The slider begins when the minute of the first change is over.
    const from = Number(slider.min) - minuteS;
    void showTempo(form, feed, { from, to: Number(slider.max) });
  };
  fold.addEventListener('toggle', look);
  look();
}

function timeOf(slider: HTMLInputElement): string {
  return new Date(Number(slider.value) * 1_000).toISOString().replace('.000', '');
}
