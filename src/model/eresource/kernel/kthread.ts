import { type Irql, isAtMost } from './irql.ts'

/** What the kernel keeps for a thread, as far as ERESOURCE's rules ask for it. */
export type KThread = {
  readonly irql: Irql
  /** 0, or minus the number of critical regions that the thread is in. */
  readonly kernelApcDisable: number
  /** 0, or minus the number of guarded regions. */
  readonly specialApcDisable: number
  readonly isSystemThread: boolean
  /** It runs a Storport miniport's StartIo routine. */
  readonly isInStartIo: boolean
  /** A suspended thread, and one that a kernel APC has interrupted, takes no step of its own. */
  readonly stoppedBy: 'suspension' | 'APC' | null
}

/** A user thread in the driver, outside every region. */
export const userThread: KThread = {
  irql: 'PASSIVE_LEVEL',
  kernelApcDisable: 0,
  specialApcDisable: 0,
  isSystemThread: false,
  isInStartIo: false,
  stoppedBy: null,
}

/** The APC rule: normal kernel APCs are disabled while a thread acquires, owns and releases; system threads are exempt. */
export function apcOk(t: KThread): boolean {
  return t.isSystemThread || !canDeliverApc(t)
}

/** Whether a normal kernel APC can interrupt the thread: a request to suspend it is one. */
export function canDeliverApc(t: KThread): boolean {
  return t.irql === 'PASSIVE_LEVEL' && t.kernelApcDisable === 0 && t.specialApcDisable === 0
}

/** KeAreApcsDisabled: in a region. IRQL does not count: FALSE at APC_LEVEL outside any region. */
export function areApcsDisabled(t: KThread): boolean {
  return t.kernelApcDisable < 0 || t.specialApcDisable < 0
}

/** KeAreAllApcsDisabled: in a guarded region, or at APC_LEVEL or above. */
export function areAllApcsDisabled(t: KThread): boolean {
  return t.specialApcDisable < 0 || !isAtMost(t.irql, 'PASSIVE_LEVEL')
}

export function isOutsideRegions(t: KThread): boolean {
  return t.kernelApcDisable === 0 && t.specialApcDisable === 0
}

/** `at PASSIVE_LEVEL, APCs enabled, system thread` */
export function kthreadWords(t: KThread): string {
  const regions = [regionText('critical', t.kernelApcDisable), regionText('guarded', t.specialApcDisable)]
  return [
    `at ${t.irql}`,
    ...regions.filter((text) => text !== ''),
    ...(canDeliverApc(t) ? ['APCs enabled'] : []),
    ...(t.isSystemThread ? ['system thread'] : []),
    ...(t.isInStartIo ? ['in StartIo'] : []),
    ...(t.stoppedBy === null ? [] : [stopped[t.stoppedBy]]),
  ].join(', ')
}

const stopped = { suspension: 'suspended', APC: 'interrupted by an APC' } as const

/** Of minus the number of regions. */
function regionText(kind: string, disable: number): string {
  if (disable === 0) return ''
  return disable === -1 ? `in a ${kind} region` : `in ${-disable} ${kind} regions`
}
