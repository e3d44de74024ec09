import type { Page } from 'playwright-core';

/** As from the clipboard or from a folder: the event carries the file. */
export async function give(page: Page, how: 'paste' | 'drop', bytes: Buffer, text?: string) {
  await page.evaluate(
    ({ kind, base64, words }) => {
      const data = new DataTransfer();
      const raw = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
      data.items.add(new File([raw], 'pier.jpg', { type: 'image/jpeg' }));
      if (words !== undefined) data.setData('text/plain', words);
      const more = { bubbles: true, cancelable: true };
      const event =
        kind === 'paste'
          ? new ClipboardEvent('paste', { clipboardData: data, ...more })
          : new DragEvent('drop', { dataTransfer: data, ...more });
      document.activeElement?.dispatchEvent(event);
    },
    { kind: how, base64: bytes.toString('base64'), words: text },
  );
}
