/**
 * A newer FFmpeg than Debian's, in one file: it starts in a quarter of the time, for nothing is left to link (Debian's
 * loads 215 libraries), and a video takes many starts. Out of PyPI's imageio-ffmpeg, which ships FFmpeg's own code built
 * with libx264 and libvmaf, and is renewed with FFmpeg's releases.
 */
import { chmodSync, copyFileSync, existsSync, globSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ffmpegDir, inheritedEnv } from '../env.ts';
import { runCommand } from '../processes/run-command.ts';
import type { InstallContext } from './apt-packages.ts';
import { findBinary } from './binaries.ts';
import { cachedInstall } from './cached-install.ts';

const packageVersion = '0.8.1';

/** Where it lies once it is installed. */
export const ffmpegFile = path.join(ffmpegDir, 'ffmpeg');

/**
 * Installs it into the cache, where FFMPEG_DIR of `inheritedEnv` says. Answers how that went: without Python, or
 * for a machine that it is not built for, Debian's FFmpeg does all the same.
 */
export async function installFfmpeg(context: InstallContext): Promise<string> {
  if (existsSync(ffmpegFile)) return 'there';
  const pip = findBinary('pip3');
  if (!pip) return "no pip3: Debian's is used";
  const run = (name: string, command: string, args: readonly string[], cwd: string) =>
    runCommand({ name, command, args: [...args], cwd, env: inheritedEnv, ...context });
  const options = ['--no-deps', '--only-binary=:all:', '--quiet', '--dest', '.'];
  try {
    await cachedInstall(path.basename(ffmpegDir), async (folder) => {
      await run('fetch-ffmpeg', pip, ['download', ...options, `imageio-ffmpeg==${packageVersion}`], folder);
      await run(
        'unpack-ffmpeg',
        'python3',
        ['-m', 'zipfile', '-e', ...globSync('*.whl', { cwd: folder }), '.'],
        folder,
      );
      const [binary] = globSync(path.join(folder, 'imageio_ffmpeg', 'binaries', 'ffmpeg-*'));
      if (!binary) throw new Error(`imageio-ffmpeg ${packageVersion} has no program for this machine.`);
      copyFileSync(binary, path.join(folder, 'ffmpeg'));
      chmodSync(path.join(folder, 'ffmpeg'), 0o755);
      for (const rest of globSync('*{.whl,imageio*}', { cwd: folder }))
        rmSync(path.join(folder, rest), { recursive: true });
    });
    return 'installed';
  } catch (error) {
    return `not to be had (${error instanceof Error ? error.message : error}): Debian's is used`;
  }
}
