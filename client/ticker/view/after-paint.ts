/** Runs an act when the browser has painted what was changed so far; at once where nothing is painted. */
export function afterPaint(act: () => void): void {
  if (document.hidden) act();
  else requestAnimationFrame(() => setTimeout(act));
}
