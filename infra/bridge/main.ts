/** `npm run build:bridge`: the package that Terraform uploads. */
import path from 'node:path';
import { buildBridge } from './build-bridge.ts';

process.stdout.write(`${await buildBridge(path.join(import.meta.dirname, 'dist'))}\n`);
