import { RemoteFault } from '../remote/remote-fault.ts';
import { unavailable } from './upstream.ts';

/** What is not as a Dateline says it is no answer for readers: `unavailable`. */
export function asRead<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof RemoteFault ? unavailable(error.reason) : error;
  }
}

/** As above, of what is asked for. */
export async function asked<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw error instanceof RemoteFault ? unavailable(error.reason) : error;
  }
}
