import { fold } from './lanes.tsx'
import { go, run, step } from './shown.ts'

const page = 10

const keys: Readonly<Record<string, () => void>> = {
  ArrowDown: () => go(step.value + 1),
  ArrowRight: () => go(step.value + 1),
  j: () => go(step.value + 1),
  ArrowUp: () => go(step.value - 1),
  ArrowLeft: () => go(step.value - 1),
  k: () => go(step.value - 1),
  Home: () => go(0),
  End: () => go(lastStep()),
  PageDown: () => go(Math.min(lastStep(), step.value + page)),
  PageUp: () => go(step.value - page),
  ']': () => goSameThread(1),
  '[': () => goSameThread(-1),
  f: fold,
}

/** Not where a key means something else: in a field, in what scrolls, on what opens, with a modifier. */
export function followKeys(): void {
  addEventListener('keydown', (event) => {
    const { key, target, altKey, ctrlKey, metaKey } = event
    const act = keys[key]
    if (run.value === undefined || act === undefined || altKey || ctrlKey || metaKey || isTaken(target)) return
    event.preventDefault()
    act()
  })
}

function isTaken(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select, summary, pre, .source')
}

function lastStep(): number {
  return run.value === undefined ? 0 : run.value.steps.length
}

function goSameThread(by: 1 | -1): void {
  const steps = run.value?.steps ?? []
  const mine = steps[step.value - 1]?.thread
  let to = step.value + by
  while (to > 0 && to <= steps.length && mine !== undefined && steps[to - 1]?.thread !== mine) to += by
  if (to > 0 && to <= steps.length) go(to)
}
