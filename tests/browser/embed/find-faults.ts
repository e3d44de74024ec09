import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Frame, Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What axe finds wrong in a page and its frames, and whether it scrolls sideways. The page must bypass its policy.
 * `hasOwnColors`: false where the reader's palette takes the place of the page's: axe then reads a
 * `-webkit-text-fill-color` that Chromium tells, and does not paint.
 */
export async function findFaults(page: Page, hasOwnColors = true): Promise<readonly string[]> {
  const found: string[] = [];
  for (const frame of page.frames()) {
    // Once a document: to read axe costs more than some of its rules.
    if (!(await frame.evaluate(() => 'axe' in globalThis))) await frame.evaluate(axe);
    found.push(...(await faultsOf(frame, hasOwnColors)));
  }
  return found;
}

/** Frames are documents of their own: axe by itself passes over those of another origin, as ours are on a site. */
function faultsOf(frame: Frame, hasOwnColors: boolean): Promise<readonly string[]> {
  return frame.evaluate(async (enabled) => {
    const { axe: tool } = globalThis as unknown as Axe;
    const { violations } = await tool.run({
      rules: { 'color-contrast': { enabled } },
      // What passed is not written down, nor by which selector a fault is found.
      resultTypes: ['violations'],
      selectors: false,
      iframes: false,
    });
    const { scrollWidth, clientWidth } = document.documentElement;
    // The innermost that stands out of the window, on either side.
    const tooWide = (element: Element): string => {
      const inner = [...(element.shadowRoot?.children ?? []), ...element.children].find((child) => {
        const { left, right } = child.getBoundingClientRect();
        return right > clientWidth + 1 || left < -1;
      });
      return inner === undefined ? element.outerHTML.slice(0, 200) : tooWide(inner);
    };
    return [
      ...violations.map(({ id, nodes: [first] }) => {
        // The summary names colours, and what would be right.
        return `${id}: ${first?.html ?? ''} ${first?.failureSummary ?? ''}`;
      }),
      ...(scrollWidth > clientWidth ? [`scrolls sideways: ${tooWide(document.body)}`] : []),
    ];
  }, hasOwnColors);
}

interface Axe {
  readonly axe: { readonly run: (options: object) => Promise<AxeResults> };
}

interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
}
