import type { Random } from './random.ts';

/** How bad it gets in one life: probabilities for each step, unless said otherwise. Calm is all zeros. */
export interface Weather {
  /** A program dies at a call of its own: before it arrives, or before its answer is back. */
  readonly crash: number;
  /** A call fails: it never arrives, or its answer is lost. */
  readonly loss: number;
  /** A program stands still for up to a minute and does not know it. */
  readonly freeze: number;
  /** A statement inside of a transaction loses a deadlock. */
  readonly deadlock: number;
  /** A message is sent twice. */
  readonly duplicate: number;
  /** The broker says that it has a message, and loses it. */
  readonly drop: number;
  /** An offset that was committed is lost again: the message is delivered once more. */
  readonly redeliver: number;
  /** After a message, the partitions change hands. */
  readonly rebalance: number;
  /** A notification of the object store never comes. */
  readonly lostNotice: number;
  /** A launch succeeds and its answer is lost. */
  readonly lostLaunch: number;
  /** A container is started and never lives. */
  readonly deadLaunch: number;
  /** A launcher's own retry calls twice with one token. */
  readonly doubleLaunch: number;
  /** Of a worker, a second: its machine is taken away. */
  readonly interruption: number;
  /** An attempt ends badly by FFmpeg's own fault. */
  readonly ffmpegError: number;
  readonly outOfMemory: number;
  /** A stored segment rots. */
  readonly rot: number;
  /** Largest latency of a call, ms. */
  readonly latencyMs: number;
  /** Clocks are off by up to this, ms. */
  readonly skewMs: number;
}

export const calm: Weather = {
  crash: 0,
  loss: 0,
  freeze: 0,
  deadlock: 0,
  duplicate: 0,
  drop: 0,
  redeliver: 0,
  rebalance: 0,
  lostNotice: 0,
  lostLaunch: 0,
  deadLaunch: 0,
  doubleLaunch: 0,
  interruption: 0,
  ffmpegError: 0,
  outOfMemory: 0,
  rot: 0,
  latencyMs: 20,
  skewMs: 0,
};

/** Each trouble is off in half of all lives, so that every one is also met without the others that hide it. */
export function drawStorm(random: Random): Weather {
  const sometimes = (most: number) => (random.chance(0.5) ? most * random.between(0.1, 1) : 0);
  return {
    crash: sometimes(0.004),
    loss: sometimes(0.02),
    freeze: sometimes(0.002),
    deadlock: sometimes(0.01),
    duplicate: sometimes(0.2),
    drop: sometimes(0.05),
    redeliver: sometimes(0.2),
    rebalance: sometimes(0.05),
    lostNotice: sometimes(0.8),
    lostLaunch: sometimes(0.3),
    deadLaunch: sometimes(0.3),
    doubleLaunch: sometimes(0.3),
    interruption: sometimes(0.03),
    ffmpegError: sometimes(0.1),
    outOfMemory: sometimes(0.04),
    rot: sometimes(0.1),
    latencyMs: random.pick([20, 50, 400]),
    skewMs: sometimes(4_000),
  };
}
