import { Refusal } from '../feed/refusal.ts';
import { MediaStore, type StoredFile } from '../media/media-store.ts';
import type { Upstream } from './upstream.ts';

/** The pictures and sounds of the upstream, as its readers get them: whoever asks for them here looks in memory first. */
export class RelayMedia extends MediaStore {
  constructor(private readonly upstream: Upstream) {
    super();
  }

  async get(key: string): Promise<Buffer | undefined> {
    const { status, bytes } = await this.ask(() => this.upstream.get(`/media/${key}`));
    if (status === 404) return undefined;
    if (status !== 200 || bytes === undefined) throw away();
    return bytes;
  }

  has(key: string): Promise<boolean> {
    return this.ask(() => this.upstream.has(`/media/${key}`));
  }

  async put(): Promise<void> {
    throw away();
  }

  async remove(): Promise<void> {
    throw away();
  }

  async list(): Promise<readonly StoredFile[]> {
    return [];
  }

  private async ask<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch {
      throw away();
    }
  }
}

function away(): Refusal {
  return new Refusal('media_unavailable', 'The upstream of this relay does not send it now.');
}
