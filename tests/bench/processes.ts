import { readFileSync } from 'node:fs'

/** Clock ticks a second in `/proc`; the same on every Linux that Node runs on. */
const ticksPerSecond = 100

/** What the system says of a process in a file of `/proc`; `undefined` when it is gone, or the system is no Linux. */
function readProcess(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined
    throw error
  }
}

/** A process and all that it started. */
function familyOf(pid: number): number[] {
  const children = readProcess(pid, `task/${pid}/children`)?.split(' ') ?? []
  return [pid, ...children.flatMap((child) => (child.trim() === '' ? [] : familyOf(Number(child))))]
}

/** Seconds of processor time that a process and all that it started have used; `NaN` where the system does not tell. */
export function processorTime(pid: number): number {
  let ticks = 0
  for (const member of familyOf(pid)) {
    // The name in parentheses may hold spaces; user and system time are the 12th and 13th fields behind it.
    const fields =
      readProcess(member, 'stat')
        ?.replace(/^.*\) /s, '')
        .split(' ') ?? []
    ticks += Number(fields[11]) + Number(fields[12])
  }
  return ticks / ticksPerSecond
}

/** Resident memory of a process and all that it started, in MB; `NaN` where the system does not tell. */
export function residentMemory(pid: number): number {
  let kilobytes = 0
  for (const member of familyOf(pid)) {
    kilobytes += Number(/VmRSS:\s+(\d+)/.exec(readProcess(member, 'status') ?? '')?.[1])
  }
  return kilobytes / 1024
}
