import type { ChildProcess } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { setPriority } from 'node:os';

/** A task in the eyes of the pacer: `urgent` work runs alone, `steady` work is paused meanwhile. */
export interface PacedTask {
  isUrgent(): boolean;
  /** A program of this task has been started. */
  onSpawn(child: ChildProcess): void;
  /** Somebody has begun to wait for it. */
  hurry(): void;
  /** What somebody waited for is there: from now on it is as steady as any other. */
  settle(): void;
  leave(): void;
}

export interface Pacer {
  enter(isUrgent: boolean): PacedTask;
}

/**
 * Steady work is paused no longer than this in one go: a stream of urgent tasks slows it down, and does not
 * stop it. Far longer than the first segments of a video take.
 */
const MAX_PAUSE_MS = 15_000;

/**
 * Steady programs are nice to all others: on a machine with several workers, their urgent work and the site itself
 * get the cores first. Where the worker may (CAP_SYS_NICE, or a limit that allows it) it takes that back of what becomes
 * urgent; elsewhere such work stays nice. A worker that has its cores for itself, as on Fargate, loses nothing by it.
 */
const STEADY_NICENESS = 15;

type Signal = 'SIGSTOP' | 'SIGCONT';

/**
 * Lets urgent work have the cores: FFmpeg of all other tasks of this worker is stopped while it runs.
 * @param onChange called whenever a task's standing has changed, so that the worker may lease more
 */
export function createPacer(onChange: () => void = () => undefined): Pacer {
  const tasks = new Set<{ urgent: boolean; readonly children: Set<ChildProcess> }>();
  let isPaused = false;
  let pauseTimer: NodeJS.Timeout | undefined;

  function signalSteady(signal: Signal): void {
    for (const task of tasks) if (!task.urgent) for (const child of task.children) child.kill(signal);
  }

  function update(): void {
    const shouldPause = [...tasks].some((task) => task.urgent);
    if (shouldPause && !isPaused && pauseTimer === undefined) {
      isPaused = true;
      signalSteady('SIGSTOP');
      pauseTimer = setTimeout(resume, MAX_PAUSE_MS);
    }
    if (!shouldPause) {
      clearTimeout(pauseTimer);
      pauseTimer = undefined;
      resume();
    }
    onChange();
  }

  /** Until the urgent work is over it is not paused again. */
  function resume(): void {
    if (!isPaused) return;
    isPaused = false;
    signalSteady('SIGCONT');
  }

  return {
    enter(isUrgent) {
      const task = { urgent: isUrgent, children: new Set<ChildProcess>() };
      tasks.add(task);
      update();
      return {
        isUrgent: () => task.urgent,
        onSpawn(child) {
          task.children.add(child);
          child.once('exit', () => task.children.delete(child));
          if (task.urgent) return;
          setNiceness(child, STEADY_NICENESS);
          if (isPaused) child.kill('SIGSTOP');
        },
        hurry() {
          if (task.urgent) return;
          task.urgent = true;
          for (const child of task.children) {
            child.kill('SIGCONT');
            setNiceness(child, 0);
          }
          update();
        },
        settle() {
          if (!task.urgent) return;
          task.urgent = false;
          for (const child of task.children) {
            setNiceness(child, STEADY_NICENESS);
            if (isPaused) child.kill('SIGSTOP');
          }
          update();
        },
        leave() {
          tasks.delete(task);
          update();
        },
      };
    },
  };
}

/** Of every thread: those that a program starts later inherit it. One that has ended needs none. */
function setNiceness({ pid, exitCode }: ChildProcess, niceness: number): void {
  if (pid === undefined || exitCode !== null) return;
  for (const thread of threadsOf(pid)) {
    try {
      setPriority(thread, niceness);
    } catch (error) {
      // The thread has ended, or only root may make it less nice.
      if (!(error instanceof Error && 'code' in error && error.code === 'ERR_SYSTEM_ERROR')) throw error;
    }
  }
}

function threadsOf(pid: number): readonly number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).map(Number);
  } catch {
    // It has ended; its `exit` event follows.
    return [];
  }
}
