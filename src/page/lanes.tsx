import { type Signal, signal } from '@preact/signals'
import { Component, type JSX } from 'preact'
import { at } from '../errors/at.ts'
import type { RunData } from '../report/page-data/page-data.ts'
import { Cells, Wakes } from './cells.tsx'
import { netChanges } from './moment.ts'
import { Breakable, Prose, Thread } from './prose.tsx'
import { type RowOf, rowsAt, rulerBefore } from './rows.ts'
import { go, run as shownRun } from './shown.ts'
import { spoken } from './words.ts'

/** Beyond so many steps turns are folded at first. */
const mostUnfolded = 80

const folding: Signal<boolean | undefined> = signal(undefined)

function isFolded({ steps }: RunData): boolean {
  return folding.value ?? steps.length > mostUnfolded
}

export function fold(): void {
  if (shownRun.value !== undefined) folding.value = !isFolded(shownRun.value)
}

/** A lane for each thread, a row for each step. */
export function Lanes({ run, step }: { run: RunData; step: number }): JSX.Element {
  const rows = rowsAt(run, isFolded(run), step)
  return (
    <section class="lanes" aria-labelledby="run-title">
      <h2 id="run-title">
        {run.isBad ? 'The run' : 'The shortest run there'}{' '}
        <span class="keys" aria-hidden="true">
          <kbd>↑</kbd>
          <kbd>↓</kbd> step <kbd>[</kbd>
          <kbd>]</kbd> same thread <kbd>f</kbd> fold
        </span>
      </h2>
      <Legend run={run} />
      <div class="grid" style={{ '--lanes': run.threads.length, '--lane': laneWidth(run.threads.length) }}>
        <LaneNames run={run} />
        <ol aria-label="Steps" class={rows.length > mostUnfolded ? 'long' : ''}>
          <Row run={run} row={atFirst} isNow={step === 0} />
          {rows.map((row) => (
            <Row
              key={`${row.first}-${row.last}`}
              run={run}
              row={row}
              isNow={row.first === row.last && row.last === step}
            />
          ))}
        </ol>
        <Ending run={run} />
      </div>
    </section>
  )
}

const atFirst: RowOf = { first: 0, last: 0 }

function laneWidth(threads: number): string {
  return threads <= 3 ? '3.6rem' : threads <= 6 ? '2.7rem' : threads <= 12 ? '2.1rem' : '1.5rem'
}

/** Names that are wider than a lane are written upwards. */
function LaneNames({ run }: { run: RunData }): JSX.Element {
  const longest = Math.max(...run.threads.map((name) => name.length))
  const isUpright = longest > (run.threads.length <= 3 ? 6 : 3)
  return (
    <div class={`row names${isUpright ? ' upright' : ''}`} aria-hidden="true">
      {run.threads.map((_, thread) => (
        <span style={{ 'grid-column': thread + 2 }}>
          <Thread run={run} thread={thread} />
        </span>
      ))}
    </div>
  )
}

function Legend({ run }: { run: RunData }): JSX.Element {
  return (
    <div class="legend">
      <span>
        <i class="l-dot" /> a step
      </span>
      <span>
        <i class="l-wait" /> waits
      </span>
      {run.steps.some(({ wakes }) => wakes.length > 0) && (
        <span>
          <i class="l-wake" /> lets another go on
        </span>
      )}
      {run.spans.some((spans) => spans.some(({ is }) => is.status === 'resting')) && (
        <span>
          <i class="l-rest" /> may stay
        </span>
      )}
      {run.regions.map((region, r) => (
        <span>
          <i class={`l-region r${r % 4}`} /> in {region}
        </span>
      ))}
      {run.steps.length > 1 && (
        <label>
          <input type="checkbox" checked={isFolded(run)} onChange={fold} /> fold steps in a row
        </label>
      )}
    </div>
  )
}

type RowProps = { readonly run: RunData; readonly row: RowOf; readonly isNow: boolean }

/** Drawn anew only where it or its mark has changed: there may be a thousand. */
class Row extends Component<RowProps> {
  override shouldComponentUpdate({ run, row, isNow }: RowProps): boolean {
    return run !== this.props.run || row !== this.props.row || isNow !== this.props.isNow
  }

  override render({ run, row, isNow }: RowProps): JSX.Element {
    const { first, last, ruler } = row
    const name =
      first === last ? spoken(run, last) : `Steps ${first} to ${last}, ${threadOf(run, last)}: ${turnText(run, row)}`
    return (
      <li
        class={`row${isNow ? ' now' : ''}${ruler === undefined ? '' : ' ruled'}${cycleClass(run, row)}`}
        id={`row-${last}`}
      >
        {ruler !== undefined && <span class="ruler">{ruler}</span>}
        <button
          type="button"
          class="hit"
          aria-label={name}
          aria-current={isNow ? 'step' : undefined}
          tabIndex={isNow ? 0 : -1}
          onClick={() => go(first)}
        />
        <span class="drawing" aria-hidden="true">
          <span class="number">{last === 0 ? '' : first === last ? last : `${first}–${last}`}</span>
          <Cells run={run} first={first} last={last} />
          <Wakes run={run} first={first} last={last} />
          <Does run={run} row={row} />
          <Effects run={run} row={row} />
        </span>
      </li>
    )
  }
}

function cycleClass({ cycleStart, steps }: RunData, { first, last }: RowOf): string {
  if (cycleStart === undefined || first <= cycleStart) return ''
  return ` cycle${first === cycleStart + 1 ? ' begins' : ''}${last === steps.length ? ' closes' : ''}`
}

function Does({ run, row: { first, last } }: { run: RunData; row: RowOf }): JSX.Element {
  const step = run.steps[last - 1]
  if (step === undefined) return <span class="does dim">at first</span>
  if (first < last)
    return (
      <span class="does">
        <Thread run={run} thread={step.thread} /> <Breakable text={turnText(run, { first, last })} />{' '}
        <span class="dim">{`(${last - first + 1} steps)`}</span>
      </span>
    )
  return (
    <span class="does">
      <Thread run={run} thread={step.thread} />{' '}
      {step.does.map((text) => (
        <span class="move">
          <Breakable text={text} />
        </span>
      ))}
    </span>
  )
}

function threadOf(run: RunData, step: number): string {
  return at(run.threads, at(run.steps, step - 1).thread)
}

function turnText(run: RunData, { first, last }: RowOf): string {
  const [begins, ends] = [at(run.steps, first - 1), at(run.steps, last - 1)]
  const proc = begins.procs === '' ? '' : `${begins.procs.split(' › ')[0]}: `
  return `${proc}${begins.does[0]} … ${ends.does.at(-1)}`
}

function Effects({ run, row: { first, last } }: { run: RunData; row: RowOf }): JSX.Element {
  if (last === 0) return <span class="effects dim">{valuesAtFirst(run)}</span>
  const steps = run.steps.slice(first - 1, last)
  return (
    <span class="effects">
      {netChanges(run, first, last).map(({ path, before, after, inWords }) => (
        <span>
          <span class="dim">{path}</span>{' '}
          {before !== undefined && !inWords && (
            <>
              <Prose run={run} text={before} /> →{' '}
            </>
          )}
          {after === undefined ? (
            <i>gone</i>
          ) : (
            <b>
              <Prose run={run} text={after} />
            </b>
          )}
        </span>
      ))}
      {[...new Set(steps.flatMap(({ entered }) => entered))].map((region) => (
        <span class="note">
          <i class={`l-region r${run.regions.indexOf(region) % 4}`} /> enters {region}
        </span>
      ))}
      {steps
        .flatMap(({ notes }) => notes)
        .map((note) => (
          <span class="note">{note}</span>
        ))}
      {steps
        .flatMap(({ failure }) => failure ?? [])
        .map((failure) => (
          <span class="bad">fails: {failure}</span>
        ))}
    </span>
  )
}

const mostAtFirst = 4

/** Of what changes some time, or else of all. */
function valuesAtFirst(run: RunData): string {
  const changing = new Set(run.steps.flatMap(({ changes }) => changes.map(({ leaf }) => leaf)))
  const leaves = run.leaves.filter(({ isField, first }) => !isField && first !== undefined)
  const told = leaves.filter((leaf) => changing.has(run.leaves.indexOf(leaf)))
  const shown = told.length > 0 ? told : leaves
  const texts = shown.slice(0, mostAtFirst).map(({ path, first }) => `${path}: ${first}`)
  return [...texts, ...(shown.length > mostAtFirst ? ['…'] : [])].join(', ')
}

/** What is so after the last step. */
function Ending({ run }: { run: RunData }): JSX.Element | null {
  const text = endOf(run)
  if (text === undefined) return null
  return (
    <div class="row end" aria-hidden="true">
      {run.threads.map((_, thread) => (
        <span class={`cell${run.stuck.includes(thread) ? ' stuck' : ''}`} style={{ 'grid-column': thread + 2 }} />
      ))}
      <span class={run.isBad ? 'ending' : 'ending fine'}>{text}</span>
    </div>
  )
}

function endOf(run: RunData): string | undefined {
  const { stuck, threads, cycleStart, steps, isBad, title } = run
  if (cycleStart !== undefined && cycleStart === steps.length) return 'nothing more happens, for ever'
  if (cycleStart !== undefined)
    return cycleStart === 0 ? 'and so on: as at first' : `and so on: as after step ${cycleStart}`
  const ruler = rulerBefore(run, steps.length)
  if (stuck.length === threads.length) return 'nobody can ever go on'
  if (stuck.length > 0)
    return `${stuck.map((thread) => threads[thread]).join(', ')} can never go on${ruler === undefined ? '' : `; ${ruler}`}`
  return isBad ? `✗ ${title}` : `✓ ${title}`
}
