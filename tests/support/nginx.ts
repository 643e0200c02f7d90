/** nginx in front of web, as many put it there: HTTP/1.1, gzip for everything. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { requireBinary } from '../../infra/local/install/binaries.ts';
import { findFreePorts } from '../../infra/local/ports.ts';
import { waitFor } from './wait-for.ts';

export interface Nginx {
  readonly url: string;
  stop(): Promise<void>;
}

const temporaryPaths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'] as const;

const configOf = (dir: string, port: number, siteUrl: string): string => `
daemon off;
pid ${dir}/pid;
error_log stderr crit;
events { worker_connections 4096; }
http {
  access_log off;
  ${temporaryPaths.map((name) => `${name}_temp_path ${dir}/${name};`).join('\n  ')}
  gzip on;
  gzip_types *;
  gzip_proxied any;
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass ${siteUrl};
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host $http_host;
    }
  }
}
`;

export async function startNginx(siteUrl: string): Promise<Nginx> {
  const [port = 0] = await findFreePorts(1);
  const dir = mkdtempSync(path.join(os.tmpdir(), 'sluice-nginx-'));
  const config = path.join(dir, 'nginx.conf');
  writeFileSync(config, configOf(dir, port, siteUrl));
  // Its own log opens before the configuration is read, where only root may write.
  const child = spawn(requireBinary('nginx'), ['-e', 'stderr', '-p', dir, '-c', config], { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  await waitFor('nginx', async () => {
    if (child.exitCode !== null) throw new Error(`nginx ended with ${child.exitCode}`);
    return fetch(`${url}/api/health/live`).then(
      ({ ok }) => ok,
      () => false,
    );
  });
  return {
    url,
    async stop() {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
      rmSync(dir, { recursive: true });
    },
  };
}
