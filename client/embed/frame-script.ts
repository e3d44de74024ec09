import { asksForHeight, type HeightMessage } from './message.ts';
import { asksInWordPress, wordPressSecret } from './word-press.ts';

/** In a frame: tells the page around it how high this page is, whenever that changes and whenever it asks. */
const { body } = document;
const secret = wordPressSecret(location.hash);
let told = 0;

function tell(height: number): void {
  told = height;
  const message: HeightMessage = { dateline: 1, height };
  // Any site may know a height, and a sandboxed page has no origin to name.
  parent.postMessage(message, '*');
  if (secret !== undefined) parent.postMessage({ message: 'height', value: height, secret }, '*');
}

function heightNow(): number {
  return Math.ceil(body.getBoundingClientRect().height);
}

function tellIfOther(): void {
  const height = heightNow();
  if (height !== told) tell(height);
}

if (parent !== window) {
  new ResizeObserver(tellIfOther).observe(body);
  // Browsers do not lay out frames of other sites that are out of sight: nothing is observed there.
  setInterval(tellIfOther, 1_000);
  addEventListener('message', ({ data, source }) => {
    const isAsked = asksForHeight(data) || (secret !== undefined && asksInWordPress(data, secret));
    if (source === parent && isAsked) tell(heightNow());
  });
}
