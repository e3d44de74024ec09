import { render } from 'preact';
import { createSend } from './api/send.ts';
import { claimTab } from './kept/tab.ts';
import { Newsroom } from './newsroom.tsx';
import { takeSignInCode } from './session/sign-in-code.ts';
import './newsroom.css';

const root = document.getElementById('newsroom');
if (root !== null) {
  const code = takeSignInCode();
  const send = createSend((...call) => fetch(...call));
  const tab = await claimTab();
  render(<Newsroom send={send} code={code} tab={tab} />, root);
  // When a one-time link is opened in a tab that shows this page, only the fragment changes.
  addEventListener('hashchange', () => {
    if (location.hash.startsWith('#signin=')) location.reload();
  });
}
