import type { EncodeJob } from './encode-args.ts';
import { buildDeinterlaceFilters, buildNormalizeFilters } from './source-filters.ts';

/** Rounding of a source's length can plan a frame or two more than it has: the last one is shown on. */
const MAX_CLONED_FRAMES = 2;

type GraphJob = Pick<EncodeJob, 'grid' | 'rungs' | 'color' | 'isInterlaced' | 'isHurried'>;

/**
 * The source on the grid, then each rung scaled from the one before (1.9 times as fast as a process
 * per rung, measured). Outputs are `[v0]`, `[v1]`… in the order of the rungs.
 * @param prerollFrames output frames before the wanted first one, see `planSeek`
 */
export function buildFilterGraph(job: GraphJob, prerollFrames: number): string {
  return job.rungs
    .map((rung, index) => {
      const isLast = index === job.rungs.length - 1;
      const output = isLast ? `[v${index}]` : `,split[v${index}][s${index + 1}]`;
      if (index > 0) return `[s${index}]scale=${rung.width}:${rung.height}:flags=bicubic,setsar=1${output}`;
      const filters = [
        ...buildGridFilters(job, prerollFrames),
        ...buildNormalizeFilters(job.color, rung, job.isHurried ? 'area' : 'bicubic'),
        ...outputColor,
      ];
      return `[0:V:0]${filters.join(',')}${output}`;
    })
    .join(';');
}

/** Newer FFmpegs believe the frames before the encoder's options, and hand on what HDR frames say of themselves. */
const outputColor = [
  'sidedata=mode=delete',
  'setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709',
];

/** Lays the source's frames on the output grid, its first frame at 0, and numbers them. */
function buildGridFilters({ grid, isInterlaced }: GraphJob, prerollFrames: number): readonly string[] {
  const { num, den } = grid.frameRate;
  return [
    ...buildDeinterlaceFilters(isInterlaced),
    // The fps filter never shows a last frame without a length, as hasty recorders write it.
    'tpad=stop_mode=clone:stop=1',
    // start_time: drop what lies before, show on what began before.
    `fps=fps=${num}/${den}:round=near:start_time=${((prerollFrames * den) / num).toFixed(6)}`,
    `tpad=stop_mode=clone:stop=${MAX_CLONED_FRAMES}`,
    // After fps one tick is one frame.
    'setpts=N',
  ];
}
