import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { installAptPackages } from '../infra/local/install/apt-packages.ts';
import { installFfmpeg } from '../infra/local/install/ffmpeg-binary.ts';
import { installKafkaJars } from '../infra/local/install/kafka-jars.ts';
import { installVersitygw } from '../infra/local/install/versitygw-binary.ts';
import { sayToTerminal as say, step } from '../infra/local/progress.ts';
import { testDataDir } from '../infra/local/test-stack.ts';

/** All that a stack needs; what is there already is left alone. */
export async function installTools(): Promise<void> {
  const logDir = mkdtempSync(path.join(testDataDir, 'install-'));
  await step(say, 'System packages', () => installAptPackages(['browser'], { logDir }));
  await step(say, 'FFmpeg', () => installFfmpeg({ logDir }));
  await step(say, 'Apache Kafka jars', async () => void (await installKafkaJars({ logDir })));
  await step(say, 'S3 server (versitygw)', async () => void (await installVersitygw({ logDir })));
  rmSync(logDir, { recursive: true });
}
