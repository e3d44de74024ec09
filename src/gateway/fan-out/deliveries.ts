/** What a fan-out has sent since its start. It is counted for 64 readers at a time, so that no reader costs anything. */
export interface Deliveries {
  /** Messages, each counted once for every reader it was sent to. */
  messages: number;
  /** Their bytes, as they are before compression. */
  bytes: number;
  /** How often a reader did not keep up, and was set aside until it has read what waits for it. */
  setAside: number;
}

export function noDeliveries(): Deliveries {
  return { messages: 0, bytes: 0, setAside: 0 };
}
