/** What `NODE_OPTIONS` makes Node load first: what the process takes for the time is off by so much. */
export function clockThatIs(aheadMs: number): string {
  const source = `
    const Real = Date;
    globalThis.Date = class extends Real {
      constructor(...words) {
        super(...(words.length === 0 ? [Real.now() + ${aheadMs}] : words));
      }
      static now() {
        return Real.now() + ${aheadMs};
      }
    };`;
  return `--import=data:text/javascript,${encodeURIComponent(source)}`;
}
