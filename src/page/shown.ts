/** What is shown: which system, which of its runs, the state after which step. It stands in the address, so that a link can point at it. */
import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { unpacked } from '../report/page-data/packed.ts'
import type { PageData, RunData, SystemData } from '../report/page-data/page-data.ts'

type Shown = { readonly system: number; readonly run: number; readonly step: number }

export const page: PageData = unpacked(JSON.parse(document.getElementById('data')?.textContent ?? '[]')) as PageData // as it was made

/** No system: the index of all. */
const none = -1

export const shown: Signal<Shown> = signal(fromAddress())
/** Whether somebody has asked for a step: before that the page does not scroll. */
export const isAsked: Signal<boolean> = signal(/step=/.test(location.hash))
/** How often the cycle was gone round. */
export const round: Signal<number> = signal(1)

export const system: ReadonlySignal<SystemData | undefined> = computed(() => page.systems[shown.value.system])
export const run: ReadonlySignal<RunData | undefined> = computed(() => system.value?.runs[shown.value.run])
export const step: ReadonlySignal<number> = computed(() => shown.value.step)

export function go(to: number): void {
  const now = run.value
  if (now === undefined) return
  isAsked.value = true
  const last = now.steps.length
  const { cycleStart } = now
  const isRound = cycleStart !== undefined && cycleStart < last && to > last
  if (isRound) round.value += 1
  const next = isRound ? cycleStart + 1 : Math.max(0, Math.min(last, to))
  shown.value = { ...shown.value, step: next }
}

export function goToRun(to: number): void {
  shown.value = { ...shown.value, run: to, step: lastStep(shown.value.system, to) }
  round.value = 1
  scrollTo(0, 0) // it is asked for from below, too
}

export function addressOf(one: SystemData): string {
  return `#system=${encodeURIComponent(one.id)}`
}

function lastStep(ofSystem: number, ofRun: number): number {
  const one = page.systems[ofSystem]?.runs[ofRun]
  return one === undefined ? 0 : one.steps.length
}

/** The last state unless it says another: there what is wrong is seen. */
function fromAddress(): Shown {
  const asked = new URLSearchParams(location.hash.slice(1))
  const id = asked.get('system')
  const found = page.systems.findIndex((one) => one.id === id)
  const ofSystem = page.systems.length === 1 ? 0 : found
  const ofRun = asked.has('run') ? Math.max(0, Number(asked.get('run')) - 1) || 0 : 0
  const last = lastStep(ofSystem, ofRun)
  const wanted = asked.has('step') ? Number(asked.get('step')) : last
  return { system: ofSystem, run: ofRun, step: Number.isInteger(wanted) ? Math.max(0, Math.min(last, wanted)) : last }
}

function toAddress({ system: s, run: r, step: k }: Shown): string {
  const one = page.systems[s]
  if (one === undefined) return '#'
  const parts = [
    ...(page.systems.length > 1 ? [`system=${encodeURIComponent(one.id)}`] : []),
    ...(r > 0 ? [`run=${r + 1}`] : []),
    ...(isAsked.value ? [`step=${k}`] : []),
  ]
  return `#${parts.join('&')}`
}

/** Keys that are held down ask for many steps in a second, more than browsers allow in the address. */
const msBetweenAddresses = 150

export function followAddress(): void {
  let due: ReturnType<typeof setTimeout> | undefined
  effect(() => {
    const address = toAddress(shown.value)
    clearTimeout(due)
    due = setTimeout(() => {
      if (address !== location.hash && `${location.hash}#` !== address) history.replaceState(null, '', address)
    }, msBetweenAddresses)
  })
  addEventListener('hashchange', () => {
    clearTimeout(due)
    shown.value = fromAddress()
    if (shown.value.system === none) scrollTo(0, 0)
  })
  effect(() => {
    document.title =
      system.value === undefined ? `${page.systems.length} systems · lockproof` : `${system.value.name} · lockproof`
  })
}
