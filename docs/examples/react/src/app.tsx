import { useState } from 'react';
import { LiveTicker } from './live-ticker.tsx';

interface AppProps {
  readonly server: string;
  readonly feed: string;
}

export function App({ server, feed }: AppProps) {
  const [isShown, show] = useState(true);
  const [status, setStatus] = useState('');
  return (
    <>
      <button onClick={() => show(!isShown)}>{isShown ? 'Hide' : 'Show'}</button>
      <output>{status}</output>
      {isShown && (
        <>
          <LiveTicker src={server} feed={feed} onStatus={(now) => setStatus(now.status)} />
          <LiveTicker src={server} feed={feed} layout="rail" heading="News" limit={3} />
        </>
      )}
    </>
  );
}
