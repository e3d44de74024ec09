import { askForHeight, heightIn } from './message.ts';

/**
 * /v1/embed.js: gives the frames of its server on this page the height of what is in them. It keeps no state and no
 * list of frames, so frames that come later are served too, and a second copy of the script does no harm.
 */
const script = document.currentScript;
const server = script instanceof HTMLScriptElement ? new URL('..', script.src).href : '';

/** Frames of this server; a page that changes their address itself marks them with `data-dateline`. */
function ownFrames(): readonly HTMLIFrameElement[] {
  return [...document.querySelectorAll('iframe')].filter(
    ({ src, dataset }) => src.startsWith(`${server}embed/`) || 'dateline' in dataset,
  );
}

/** A sandboxed frame has no origin, "null", so there the sender alone is the proof. */
function isFromServer(origin: string, { sandbox }: HTMLIFrameElement): boolean {
  if (origin === new URL(server).origin) return true;
  return origin === 'null' && sandbox.length > 0 && !sandbox.contains('allow-same-origin');
}

if (server !== '') {
  addEventListener('message', ({ data, origin, source }) => {
    const height = heightIn(data);
    if (height === undefined || source === null) return;
    const frame = ownFrames().find(({ contentWindow }) => contentWindow === source);
    if (frame === undefined || !isFromServer(origin, frame)) return;
    if (frame.style.height !== `${height}px`) frame.style.height = `${height}px`;
  });
  // A frame that was there before this script has told its height to nobody.
  for (const { contentWindow } of ownFrames()) contentWindow?.postMessage(askForHeight, '*');
}
