import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import { at } from '../errors/at.ts'
import type { RunData } from '../report/page-data/page-data.ts'
import { hueOf, Prose, Thread } from './prose.tsx'
import { type RowOf, turnsOf } from './rows.ts'
import { go, round } from './shown.ts'
import { doesOf, spoken } from './words.ts'

const icons = {
  first: 'M1 1h2v12H1zM11 1v12L3.5 7z',
  back: 'M10 1v12L2 7z',
  forward: 'M2 1v12l8-6z',
  last: 'M9 1h2v12H9zM1 1v12l7.5-6z',
  again: 'M6 2a5 5 0 1 1-5 5h2a3 3 0 1 0 3-3v2.2L2 3 6-.2z',
}

const longRun = 40

/** Goes to any state of the run. */
export function Control({ run, step }: { run: RunData; step: number }): JSX.Element {
  const last = run.steps.length
  const isCycle = run.cycleStart !== undefined && run.cycleStart < last
  const isRound = isCycle && step === last
  return (
    <div class="control" role="group" aria-label="Step through the run">
      <div class="bar">
        <Button icon="first" label="First state" to={0} isOff={step === 0} />
        <Button icon="back" label="Step back" to={step - 1} isOff={step === 0} />
        <input
          type="range"
          min={0}
          max={last}
          value={step}
          aria-label="Step"
          aria-valuetext={spoken(run, step)}
          onInput={(event) => go(Number(event.currentTarget.value))}
        />
        <Button
          icon={isRound ? 'again' : 'forward'}
          label={isRound ? 'Round again' : 'Step forward'}
          to={step + 1}
          isOff={step === last && !isCycle}
        />
        <Button icon="last" label="Last state" to={last} isOff={step === last} />
      </div>
      <Strip run={run} step={step} />
      <Where run={run} step={step} />
      <p class="unseen" aria-live="polite">
        {spoken(run, step)}
      </p>
    </div>
  )
}

/** Of a long run: whose turn it was when, and where we are. */
function Strip({ run, step }: { run: RunData; step: number }): JSX.Element | null {
  const turns = useMemo(() => turnsOf(run).map((turn) => <Turn run={run} turn={turn} />), [run])
  const last = run.steps.length
  if (last < longRun) return null
  return (
    <svg class="strip" viewBox={`0 0 ${last} 1`} preserveAspectRatio="none" aria-hidden="true">
      {turns}
      <rect class="here" x={step - 1 - last / 400} width={last / 200 + 1} height={1} />
    </svg>
  )
}

function Turn({ run, turn: { first, last } }: { run: RunData; turn: RowOf }): JSX.Element {
  return <rect class={hueOf(at(run.steps, first - 1).thread)} x={first - 1} width={last - first + 1} height={1} />
}

type ButtonProps = { icon: keyof typeof icons; label: string; to: number; isOff: boolean }

function Button({ icon, label, to, isOff }: ButtonProps): JSX.Element {
  return (
    <button type="button" aria-label={label} disabled={isOff} onClick={() => go(to)}>
      <svg viewBox="0 0 12 14" aria-hidden="true">
        <path d={icons[icon]} />
      </svg>
    </button>
  )
}

function Where({ run, step }: { run: RunData; step: number }): JSX.Element {
  const taken = run.steps[step - 1]
  const isInCycle = run.cycleStart !== undefined && step > run.cycleStart
  return (
    <p class="where">
      <b>{step}</b>
      <span class="dim">/{run.steps.length}</span>{' '}
      {taken === undefined ? (
        'at first'
      ) : (
        <>
          <Thread run={run} thread={taken.thread} />{' '}
          <code>
            <Prose run={run} text={doesOf(taken)} />
          </code>
          {taken.procs !== '' && <span class="dim"> in {taken.procs}</span>}
        </>
      )}
      {isInCycle && <span class="bad"> ↻ round {round.value}</span>}
    </p>
  )
}
