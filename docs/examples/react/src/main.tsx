import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';

const server = import.meta.env['VITE_DATELINE'] ?? 'http://localhost:3000';
const feed = import.meta.env['VITE_FEED'] ?? 'tarnhaven';
const place = document.querySelector('#app');
if (place !== null) {
  createRoot(place).render(
    <StrictMode>
      <App server={server} feed={feed} />
    </StrictMode>,
  );
}
