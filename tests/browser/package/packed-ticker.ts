import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const root = resolve(import.meta.dirname, '../../..');
const run = promisify(execFile);

/** `@dateline/ticker` as npm packs and installs it, with copies of the examples that import it. */
export class PackedTicker implements Disposable {
  private constructor(
    private readonly folder: string,
    /** The paths of all files in the tarball, from the package's own folder. */
    readonly files: readonly string[],
  ) {}

  /** Packs what was built, and installs the tarball without a registry. */
  static async install(): Promise<PackedTicker> {
    // Within the repository: the examples find Vite and the frameworks above their own folder.
    const parent = join(root, 'dist/tried');
    mkdirSync(parent, { recursive: true });
    const folder = mkdtempSync(join(parent, 'package-'));
    const words = ['pack', join(root, 'dist/package'), '--json', '--pack-destination', folder];
    const { stdout } = await run('npm', words, { cwd: folder });
    const [packed] = Object.values(JSON.parse(stdout) as Record<string, Packed>);
    if (packed === undefined) throw new Error(`npm pack said: ${stdout}`);
    writeFileSync(join(folder, 'package.json'), '{"private": true}');
    const offline = ['--offline', '--ignore-scripts', '--no-audit', '--no-fund'];
    await run('npm', ['install', ...offline, join(folder, packed.filename)], { cwd: folder });
    return new PackedTicker(
      folder,
      packed.files.map(({ path }) => path),
    );
  }

  /** Where the package was installed. */
  get installed(): string {
    return join(this.folder, 'node_modules/@dateline/ticker');
  }

  /** Lays an example out beside the installed package, and returns its folder. */
  example(name: string): string {
    const to = join(this.folder, name);
    cpSync(join(root, 'docs/examples', name), to, { recursive: true });
    return to;
  }

  /** Checks an example's types as its own tsconfig.json says. Rejects with what the compiler says. */
  async check(folder: string): Promise<void> {
    await node([join(root, 'node_modules/typescript/bin/tsc'), '-p', folder]);
  }

  /** Builds an example for a feed; returns the folder of the built site. Frameworks complain in development alone. */
  async build(folder: string, server: string, feed: string): Promise<string> {
    const vite = join(root, 'node_modules/vite/bin/vite.js');
    await node([vite, 'build', folder], {
      NODE_ENV: 'development',
      VITE_DATELINE: server,
      VITE_FEED: feed,
    });
    return join(folder, 'dist');
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

async function node(words: readonly string[], env: Record<string, string> = {}): Promise<void> {
  try {
    await run(process.execPath, words, { env: { ...process.env, ...env } });
  } catch (error) {
    const { stdout, stderr } = error as { readonly stdout: string; readonly stderr: string };
    throw new Error(`${words.join(' ')}\n${stdout}${stderr}`, { cause: error });
  }
}
