import type { JSX } from 'preact'
import type { RunData, Stance } from '../report/page-data/page-data.ts'
import { stancesAt } from './moment.ts'
import { hueOf } from './prose.tsx'

type Rows = { readonly run: RunData; readonly first: number; readonly last: number }

/** The upper half of a cell is the state before the step, the lower half the one after it. */
export function Cells({ run, first, last }: Rows): JSX.Element {
  const actor = run.steps[last - 1]
  const [was, is] = [stancesAt(run, Math.max(0, first - 1)), stancesAt(run, last)]
  return (
    <>
      {run.threads.map((_, thread) => (
        <span class={`cell ${hueOf(thread)}`} style={{ 'grid-column': thread + 2 }}>
          <i class={`half upper ${last === 0 ? 'none' : halfClass(was[thread], is[thread])}`} />
          <i class={`half lower ${halfClass(is[thread], last === 0 ? undefined : was[thread])}`} />
          {actor?.thread === thread && last > 0 && <i class={`dot${actor.failure === undefined ? '' : ' failed'}`} />}
        </span>
      ))}
    </>
  )
}

/** `turning`: what stands on the other side of the step is another status. */
function halfClass(stance: Stance | undefined, other: Stance | undefined): string {
  if (stance === undefined) return 'ready'
  const region = stance.regions.at(-1)
  const turning = stance.status === other?.status ? '' : ' turning'
  return `${stance.status}${turning}${region === undefined ? '' : ` in r${region % 4}`}`
}

/** An arrow to each thread that could not step before and can after: nobody is said to be granted anything. */
export function Wakes({ run, first, last }: Rows): JSX.Element | null {
  const steps = run.steps.slice(Math.max(0, first - 1), last)
  const actor = steps.at(-1)?.thread
  if (actor === undefined) return null
  const [was, is] = [stancesAt(run, first - 1), stancesAt(run, last)]
  const isNet = (thread: number): boolean =>
    first === last || (was[thread]?.status === 'waiting' && is[thread]?.status === 'ready')
  const woken = [...new Set(steps.flatMap(({ wakes }) => wakes))].filter((thread) => thread !== actor && isNet(thread))
  return (
    <>
      {woken.map((thread) => {
        const [left, right] = [Math.min(thread, actor), Math.max(thread, actor)]
        return (
          <span
            class={`wake ${thread > actor ? 'to-right' : 'to-left'} ${hueOf(actor)}`}
            style={{ 'grid-column': `${left + 2} / ${right + 3}`, '--across': right - left + 1 }}
          />
        )
      })}
    </>
  )
}
