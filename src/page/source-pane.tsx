import type { JSX } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Place, RunData, SourceData, SystemData } from '../report/page-data/page-data.ts'
import { codeLines } from './code.tsx'
import { stancesAt } from './moment.ts'
import { Thread } from './prose.tsx'

/** The line of the step, and at the margin each thread where it goes on. */
export function SourcePane({
  system,
  run,
  step,
}: {
  system: SystemData
  run: RunData
  step: number
}): JSX.Element | null {
  const box = useRef<HTMLDivElement>(null)
  const taken = run.steps[step - 1]?.places ?? []
  const next = stancesAt(run, step).flatMap(({ place, status }, thread): readonly Next[] =>
    place === undefined ? [] : [{ place, thread, isWaiting: status === 'waiting' }],
  )
  const shown = taken.at(-1)?.source ?? next[0]?.place.source
  useLayoutEffect(() => {
    const found = box.current?.querySelector('.taken') ?? box.current?.querySelector('.thread')
    const mark = found?.closest<HTMLElement>('.line')
    if (!mark || !box.current) return
    const above = Math.floor(box.current.clientHeight / 3 / mark.offsetHeight)
    box.current.scrollTop = mark.offsetTop - above * mark.offsetHeight // whole lines
  })
  const source = shown === undefined ? undefined : system.sources[shown]
  if (source === undefined || shown === undefined) return null
  const margin = Math.max(
    5,
    Math.min(
      16,
      run.threads.reduce((sum, name) => sum + name.length + 2, 1),
    ),
  )
  const isHere = (place: Place): boolean => place.source === shown
  return (
    <section aria-labelledby="source-title">
      <h2 id="source-title">
        Source <small>{source.file}</small>
      </h2>
      <div
        class="source"
        style={{ '--who': `${margin}ch` }}
        ref={box}
        tabIndex={0}
        role="group"
        aria-labelledby="source-title"
      >
        <Lines
          run={run}
          source={source}
          taken={taken.filter(isHere)}
          next={next.filter(({ place }) => isHere(place))}
        />
      </div>
      <p class="small dim">Marked: the step taken. At the margin: where each thread goes on, hatched where it waits.</p>
    </section>
  )
}

type Next = { readonly place: Place; readonly thread: number; readonly isWaiting: boolean }

type LinesProps = {
  readonly run: RunData
  readonly source: SourceData
  readonly taken: readonly Place[]
  readonly next: readonly Next[]
}

function Lines({ run, source, taken, next }: LinesProps): JSX.Element {
  return (
    <>
      {source.parts.map((part, p) => (
        <>
          {(p > 0 || part.from > 1) && <div class="line dim">⋯</div>}
          {codeLines(part.text).map((code, index) => {
            const number = part.from + index
            const isTaken = taken.some(({ line }) => line === number)
            return (
              <div class={isTaken ? 'line taken' : 'line'}>
                <span class="number">{number}</span>
                <span class="who">
                  {next
                    .filter(({ place }) => place.line === number)
                    .map(({ thread, isWaiting }) => (
                      <span
                        class={isWaiting ? 'waits' : ''}
                        title={`${run.threads[thread]} ${isWaiting ? 'waits here' : 'goes on here'}`}
                      >
                        <Thread run={run} thread={thread} />
                      </span>
                    ))}
                </span>
                <code>{code}</code>
              </div>
            )
          })}
        </>
      ))}
    </>
  )
}
