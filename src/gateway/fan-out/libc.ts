/** C's own functions, as JavaScript calls them: numbers for numbers and addresses, -1 for an error. */
export interface Libc {
  /** `ssize_t send(int fd, const void *buffer, size_t length, int flags)`. */
  readonly send: (fd: number, address: number, length: number, flags: number) => number;
  /** `long syscall(long number, …)`, with six arguments always. */
  readonly syscall: (number: number, ...args: Six<number>) => number;
  /** `void *mmap(void *address, size_t length, int protection, int flags, int fd, off_t offset)`. */
  readonly mmap: (...args: Six<number>) => number;
  /** The address of a buffer's bytes; they stay there as long as the buffer is kept. */
  readonly addressOf: (bytes: Uint8Array) => number;
  /** Memory that is nobody's but the kernel's, to be read and written. Never unmapped, never freed. */
  readonly memoryAt: (address: number, length: number) => ArrayBuffer;
  /** Why the last call failed. */
  readonly errno: () => number;
}

type Six<T> = readonly [T, T, T, T, T, T];

/** Called without a compiler, through koffi. Throws where it cannot be had: not on Linux, no koffi for this platform. */
export async function loadLibc(): Promise<Libc> {
  if (process.platform !== 'linux') throw new Error('the system is called on Linux only');
  const { default: koffi } = await import('koffi');
  const library = koffi.load(null);
  const six = 'int64_t, int64_t, int64_t, int64_t, int64_t, int64_t';
  return {
    send: library.func('int64_t send(int, uintptr_t, size_t, int)') as unknown as Libc['send'],
    syscall: library.func(`int64_t syscall(int64_t, ${six})`) as unknown as Libc['syscall'],
    mmap: library.func(
      'uintptr_t mmap(uintptr_t, size_t, int, int, int, int64_t)',
    ) as unknown as Libc['mmap'],
    addressOf: (bytes) => Number(koffi.address(bytes)),
    memoryAt: (address, length) => koffi.view(BigInt(address), length),
    errno: () => koffi.errno(),
  };
}
