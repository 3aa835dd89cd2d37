import { type Meter, Stopped } from '../../tasks/meter.ts'

/** Arrays of so many bytes are about to be made. @throws Stopped where there is no memory for them */
export function claim(meter: Meter, bytes: number): void {
  const storedBytes = meter.progress.storedBytes + bytes
  if (storedBytes > meter.storableBytes) throw new Stopped('memory')
  meter.progress = { ...meter.progress, storedBytes }
}

/** They are garbage. */
export function release(meter: Meter, bytes: number): void {
  meter.progress = { ...meter.progress, storedBytes: meter.progress.storedBytes - bytes }
}
