import type { JSX } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Place, RunData, SourceData, SystemData } from '../report/page-data/page-data.ts'
import { codeLines } from './code.tsx'
import { stancesAt } from './moment.ts'
import { Thread } from './prose.tsx'

/** What leads to a line that is shown. */
const linesBefore = 3

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
          source={source}
          isTaken={(line) => taken.some((place) => isHere(place) && place.line === line)}
          whoAt={(line) => <Who run={run} next={next.filter(({ place }) => isHere(place) && place.line === line)} />}
        />
      </div>
      <p class="small dim">
        Marked: the step taken. Beside the line: where each thread goes on, hatched where it waits.{barMeans(source)}
      </p>
    </section>
  )
}

function barMeans({ visited }: SourceData): string {
  return visited.length === 0 ? '' : ' A bar at the number: the check saw some thread there.'
}

/** Of a system without a run to look at: to which lines threads came. */
export function Visited({ sources }: { sources: readonly SourceData[] }): JSX.Element {
  return (
    <>
      {sources.map((source) => (
        <VisitedFile source={source} />
      ))}
      <p class="small dim">A bar at the number: the check saw some thread there, before that step.</p>
    </>
  )
}

/** Open at the first line to which one came. */
function VisitedFile({ source }: { source: SourceData }): JSX.Element {
  const box = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const first = box.current?.querySelector<HTMLElement>('.visited')?.closest<HTMLElement>('.line')
    if (first && box.current) box.current.scrollTop = first.offsetTop - linesBefore * first.offsetHeight
  }, [source])
  return (
    <>
      <p class="small">{source.file}</p>
      <div class="source low" ref={box} tabIndex={0} role="group" aria-label={source.file}>
        <Lines source={source} isTaken={() => false} />
      </div>
    </>
  )
}

type Next = { readonly place: Place; readonly thread: number; readonly isWaiting: boolean }

function Who({ run, next }: { run: RunData; next: readonly Next[] }): JSX.Element {
  return (
    <span class="who">
      {next.map(({ thread, isWaiting }) => (
        <span
          class={isWaiting ? 'waits' : ''}
          title={`${run.threads[thread]} ${isWaiting ? 'waits here' : 'goes on here'}`}
        >
          <Thread run={run} thread={thread} />
        </span>
      ))}
    </span>
  )
}

type LinesProps = {
  readonly source: SourceData
  readonly isTaken: (line: number) => boolean
  readonly whoAt?: (line: number) => JSX.Element
}

function Lines({ source: { parts, visited }, isTaken, whoAt }: LinesProps): JSX.Element {
  return (
    <>
      {parts.map((part, p) => (
        <>
          {(p > 0 || part.from > 1) && <div class="line dim">⋯</div>}
          {codeLines(part.text).map((code, index) => {
            const number = part.from + index
            return (
              <div class={isTaken(number) ? 'line taken' : 'line'}>
                <span class={visited.includes(number) ? 'number visited' : 'number'}>{number}</span>
                {whoAt?.(number)}
                <code>{code}</code>
              </div>
            )
          })}
        </>
      ))}
    </>
  )
}
