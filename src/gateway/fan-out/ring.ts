import type { Libc } from './libc.ts';

/** The system calls' numbers, the same on every architecture that Node runs on. */
const [ioUringSetup, ioUringEnter] = [425, 426] as const;
const getEvents = 1;
const featureSingleMmap = 1;
const sqesOffset = 0x10000000;
const [readWrite, shared] = [3, 0x8001] as const;
/** `IORING_OP_SEND`. */
const opSend = 26;

/**
 * Submissions of 64 bytes and completions of 16 bytes: their sizes and the offsets of their fields, in 32-bit words.
 */
const sqe = {
  words: 16,
  opcode: 0,
  fd: 1,
  addressLow: 4,
  addressHigh: 5,
  length: 6,
  flags: 7,
  slot: 8,
};
const cqe = { words: 4, slot: 0, result: 2 };

/** `struct io_uring_params`, in which the kernel returns the offsets of the rings. In 32-bit words. */
const params = { words: 30, sqEntries: 0, cqEntries: 1, features: 5, sq: 10, cq: 20 };
const offset = { head: 0, tail: 1, sqArray: 6, cqes: 5 };

/**
 * The result of a send that the kernel never completed: its bytes may still be written. No error number is that low.
 */
export const neverTold = -1_000_000;
/** How often the ring is polled for completions that are missing; each poll takes about a microsecond. */
const maxLooks = 10_000;

/**
 * An io_uring (io_uring(7)) for non-blocking sends: one system call submits many. When `send` returns, all of its sends
 * are complete. If the kernel does not complete them within some milliseconds, the ring is stuck and must not be used
 * again.
 */
export class Ring {
  private tail: number;
  private stuck = false;
  private readonly slots: number;

  private constructor(
    private readonly libc: Libc,
    private readonly fd: number,
    /** Heads, tails and completions, shared with the kernel. */
    private readonly words: Int32Array,
    private readonly sqes: Int32Array,
    private readonly at: {
      readonly sqTail: number;
      readonly cqHead: number;
      readonly cqTail: number;
      readonly cqes: number;
      readonly completions: number;
    },
  ) {
    this.slots = sqes.length / sqe.words;
    this.tail = words[at.sqTail] ?? 0;
  }

  /** `slots`: how many sends one call can submit; a power of two. Throws where io_uring is missing or forbidden. */
  static open(libc: Libc, slots: number, flags: number): Ring {
    const told = new Int32Array(params.words);
    const fd = libc.syscall(ioUringSetup, slots, libc.addressOf(bytesOf(told)), 0, 0, 0, 0);
    if (fd < 0) throw new Error(`io_uring is not to be had (error ${libc.errno()})`);
    const tell = (word: number) => told[word] ?? 0;
    if ((tell(params.features) & featureSingleMmap) === 0) throw new Error('io_uring is too old');
    const entries = { sq: tell(params.sqEntries), cq: tell(params.cqEntries) };
    const sqArray = tell(params.sq + offset.sqArray);
    const cqes = tell(params.cq + offset.cqes);
    const length = Math.max(sqArray + 4 * entries.sq, cqes + 4 * cqe.words * entries.cq);
    const words = mapped(libc, fd, length, 0);
    const sqes = mapped(libc, fd, 4 * sqe.words * entries.sq, sqesOffset);
    // The fields that are the same for every send are written once.
    for (let slot = 0; slot < entries.sq; slot += 1) {
      words[sqArray / 4 + slot] = slot;
      const first = slot * sqe.words;
      sqes[first + sqe.opcode] = opSend;
      sqes[first + sqe.flags] = flags;
      sqes[first + sqe.slot] = slot;
    }
    return new Ring(libc, fd, words, sqes, {
      sqTail: tell(params.sq + offset.tail) / 4,
      cqHead: tell(params.cq + offset.head) / 4,
      cqTail: tell(params.cq + offset.tail) / 4,
      cqes: cqes / 4,
      completions: entries.cq,
    });
  }

  /**
   * Sends the same bytes to the descriptors from index `from` on, at most `slots` of them. The results are put into
   * `written` at the same indexes: the number of bytes the kernel took, a negative error, or `neverTold` when the ring
   * got stuck. Returns the number of descriptors handled.
   */
  send(
    fds: readonly number[],
    from: number,
    address: number,
    length: number,
    written: number[],
  ): number {
    const { sqes, words, at, slots } = this;
    const first = this.tail;
    const count = Math.min(slots, fds.length - from);
    const [low, high] = [address | 0, Math.floor(address / 2 ** 32)];
    for (let n = 0; n < count; n += 1) {
      const place = ((first + n) & (slots - 1)) * sqe.words;
      sqes[place + sqe.fd] = fds[from + n] ?? -1;
      sqes[place + sqe.addressLow] = low;
      sqes[place + sqe.addressHigh] = high;
      sqes[place + sqe.length] = length;
      written[from + n] = 0;
    }
    Atomics.store(words, at.sqTail, (first + count) | 0);
    const taken = Math.max(0, this.enter(count, 0));
    // Submissions that the kernel did not take are withdrawn; none of their bytes were written.
    this.tail = (first + taken) | 0;
    if (taken < count) Atomics.store(words, at.sqTail, this.tail);
    let over = this.reap(first, from, written);
    // Non-blocking sends complete at once. A completion left in the ring would be taken for one of the next call.
    for (let looks = 0; over < taken && looks < maxLooks; looks += 1) {
      this.enter(0, getEvents);
      over += this.reap(first, from, written);
    }
    if (over < taken) this.giveUp(from, taken, written);
    return count;
  }

  /** A submitted send was never completed; a late completion could be taken for one of a later send. */
  get isStuck(): boolean {
    return this.stuck;
  }

  /** A completed send has a result other than 0; the others are marked as never completed. */
  private giveUp(from: number, taken: number, written: number[]): void {
    this.stuck = true;
    for (let n = from; n < from + taken; n += 1) if (written[n] === 0) written[n] = neverTold;
  }

  /** Never waits for completions: one that never comes would block the process. */
  private enter(submitted: number, flags: number): number {
    return this.libc.syscall(ioUringEnter, this.fd, submitted, 0, flags, 0, 0);
  }

  private reap(first: number, from: number, written: number[]): number {
    const { words, at, slots } = this;
    const head = words[at.cqHead] ?? 0;
    const over = (Atomics.load(words, at.cqTail) - head) | 0;
    for (let n = 0; n < over; n += 1) {
      const place = at.cqes + ((head + n) & (at.completions - 1)) * cqe.words;
      const slot = words[place + cqe.slot] ?? 0;
      written[from + ((slot - first) & (slots - 1))] = words[place + cqe.result] ?? -1;
    }
    Atomics.store(words, at.cqHead, (head + over) | 0);
    return over;
  }
}

function mapped(libc: Libc, fd: number, length: number, from: number): Int32Array {
  const address = libc.mmap(0, length, readWrite, shared, fd, from);
  // MAP_FAILED is the last address there is.
  if (address <= 0 || address > Number.MAX_SAFE_INTEGER) {
    throw new Error(`io_uring cannot be mapped (error ${libc.errno()})`);
  }
  return new Int32Array(libc.memoryAt(address, length));
}

function bytesOf(words: Int32Array): Uint8Array {
  return new Uint8Array(words.buffer);
}
