/** Functions of the C library. Addresses are numbers, and -1 means an error. */
export interface Libc {
  /** `ssize_t send(int fd, const void *buffer, size_t length, int flags)`. */
  readonly send: (fd: number, address: number, length: number, flags: number) => number;
  /** `long syscall(long number, …)`, always with six arguments. */
  readonly syscall: (number: number, ...args: Six<number>) => number;
  /** `void *mmap(void *address, size_t length, int protection, int flags, int fd, off_t offset)`. */
  readonly mmap: (...args: Six<number>) => number;
  /** The address of a buffer's bytes, valid as long as the buffer is referenced. */
  readonly addressOf: (bytes: Uint8Array) => number;
  /** A view on memory that is shared with the kernel, for reading and writing. It is never unmapped. */
  readonly memoryAt: (address: number, length: number) => ArrayBuffer;
  /** The error number of the last failed call. */
  readonly errno: () => number;
}

type Six<T> = readonly [T, T, T, T, T, T];

/**
 * Loads the C library through koffi. Throws on systems other than Linux, and where koffi has no build for the
 * platform.
 */
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

/** What glibc offers to programs that hold much for long. */
export interface Heap {
  /** `int mallopt(int parameter, int value)`. */
  readonly mallopt: (parameter: number, value: number) => number;
  /** `int malloc_trim(size_t pad)`: gives the free pages of all heaps back to the system. */
  readonly trim: (pad: number) => number;
}

/** Throws where the C library is not glibc, or cannot be called. */
export async function loadHeap(): Promise<Heap> {
  const { default: koffi } = await import('koffi');
  const library = koffi.load(null);
  return {
    mallopt: library.func('int mallopt(int, int)') as unknown as Heap['mallopt'],
    trim: library.func('int malloc_trim(size_t)') as unknown as Heap['trim'],
  };
}
