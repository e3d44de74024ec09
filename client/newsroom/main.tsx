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
  // A one-time link followed in a tab that has the page already changes the fragment only.
  addEventListener('hashchange', () => {
    if (location.hash.startsWith('#signin=')) location.reload();
  });
}
