import { render } from 'preact';
import { createSend } from './api/send.ts';
import { claimTab } from './kept/tab.ts';
import { Newsroom } from './newsroom.tsx';
import { hasLinkCode, takeLinkCode } from './session/link-code.ts';

// The page's places have other addresses, against which a relative link would be read.
const manifest = document.querySelector<HTMLLinkElement>('link[rel=manifest]');
manifest?.setAttribute('href', manifest.href);

const root = document.getElementById('newsroom');
if (root !== null) {
  const link = takeLinkCode();
  const send = createSend((...call) => fetch(...call));
  const tab = await claimTab();
  render(<Newsroom send={send} link={link} tab={tab} />, root);
  // When a one-time link is opened in a tab that shows this page, only the fragment changes.
  addEventListener('hashchange', () => {
    if (hasLinkCode()) location.reload();
  });
}
