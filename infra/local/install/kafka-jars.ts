/** Apache Kafka as Maven publishes it: the broker's jar and what it depends on, no container needed. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runCommand } from '../processes/run-command.ts';
import type { InstallContext } from './apt-packages.ts';
import { requireBinary } from './binaries.ts';
import { cachedInstall } from './cached-install.ts';

const kafkaVersion = '4.1.1';
/** Pinned as the jars are: Maven would otherwise take the newest plugin of the day. */
const dependencyPluginVersion = '3.8.1';

const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>sluice</groupId>
  <artifactId>kafka-jars</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>org.apache.kafka</groupId>
      <artifactId>kafka_2.13</artifactId>
      <version>${kafkaVersion}</version>
    </dependency>
  </dependencies>
  <build>
    <plugins>
      <plugin>
        <groupId>org.apache.maven.plugins</groupId>
        <artifactId>maven-dependency-plugin</artifactId>
        <version>${dependencyPluginVersion}</version>
      </plugin>
    </plugins>
  </build>
</project>
`;

/** Returns the folder that holds the jars. */
export function installKafkaJars(context: InstallContext): Promise<string> {
  return cachedInstall(`kafka-${kafkaVersion}`, async (dir) => {
    const project = path.join(dir, '.project');
    mkdirSync(project);
    writeFileSync(path.join(project, 'pom.xml'), pom);
    await runCommand({
      name: 'install-kafka',
      command: requireBinary('mvn'),
      // -C: a jar whose checksum does not match is refused, not warned about.
      args: ['-B', '-C', '-ntp', 'dependency:copy-dependencies', `-DoutputDirectory=${dir}`],
      cwd: project,
      ...context,
    });
    rmSync(project, { recursive: true });
  });
}
