import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { planGrid } from '../../../src/lib/domain/grid.ts';
import { profiles } from '../../../src/lib/domain/profiles.ts';
import { buildCodecArgs } from './encode-args.ts';
import { ffmpeg, makeFolder } from './testing/clips.ts';

const grid = planGrid({ num: 24, den: 1 }, 8, 4);
const settings = Object.values(profiles).flatMap(({ rungs }) => Object.values(rungs));
const used = new Map(settings.map(({ preset, tuning }) => [`${preset} ${tuning}`, { preset, tuning }]));
const others = ['veryfast', 'fast', 'slow'].map((preset) => ({ preset, tuning: '' }));
type Settings = (typeof others)[number];

/** SPS and PPS, as they stand in an init segment. */
async function headersOf(settings: Settings, isHurried: boolean): Promise<string> {
  await using folder = await makeFolder();
  const file = `${folder.path}/one.mp4`;
  const rung = { name: '240p', width: 426, height: 240, crf: 27, maxrateBps: 450_000, ...settings };
  const codec = buildCodecArgs({ grid, threads: 1, isHurried }, rung);
  const source = ['-f', 'lavfi', '-i', 'testsrc2=s=426x240:r=24:d=0.5', '-pix_fmt', 'yuv420p'];
  await ffmpeg(...source, ...codec, '-movflags', 'frag_keyframe+empty_moov', file);
  const bytes = await readFile(file);
  const at = bytes.indexOf('avcC');
  return bytes.subarray(at, at - 4 + bytes.readUInt32BE(at - 4)).toString('hex');
}

it.each([...used.values(), ...others])(
  'at preset $preset $tuning a first segment in a hurry has the headers of all others',
  async (settings) => {
    expect(await headersOf(settings, true)).toBe(await headersOf(settings, false));
  },
);
