import type { JSX } from 'preact'
import type { RunData } from '../report/page-data/page-data.ts'
import { changedLeaves, type LeafNow, leavesAt } from './moment.ts'
import { Prose, StepLink } from './prose.tsx'

const fewLeaves = 8

/** All values, each with a link to the step that has set it. */
export function StatePane({ run, step }: { run: RunData; step: number }): JSX.Element {
  const all = leavesAt(run, step)
  const main = all.filter(({ leaf }) => !leaf.isField)
  const changing = changedLeaves(run)
  const shown = main.filter(({ leaf }) => main.length <= fewLeaves || changing.has(leaf))
  const still = main.filter((one) => !shown.includes(one))
  const fields = all.filter(({ leaf }) => leaf.isField)
  return (
    <section aria-labelledby="state-title">
      <h2 id="state-title">{step === 0 ? 'State at first' : `State after step ${step}`}</h2>
      <Values run={run} step={step} values={shown} />
      <Locks run={run} step={step} />
      <More title={`${still.length} that never change`} run={run} step={step} values={still} />
      <More title={`all ${fields.length} fields`} run={run} step={step} values={fields} />
    </section>
  )
}

type ValuesProps = { readonly run: RunData; readonly step: number; readonly values: readonly LeafNow[] }

function More({ title, ...rest }: ValuesProps & { readonly title: string }): JSX.Element | null {
  if (rest.values.length === 0) return null
  return (
    <details>
      <summary>{title}</summary>
      <Values {...rest} />
    </details>
  )
}

function Values({ run, step, values }: ValuesProps): JSX.Element | null {
  if (values.length === 0) return null
  return (
    <table class="state">
      <thead class="unseen">
        <tr>
          <th scope="col">what</th>
          <th scope="col">value</th>
          <th scope="col">set by</th>
        </tr>
      </thead>
      <tbody>
        {values.map((value) => (
          <Value key={value.leaf.path} run={run} step={step} value={value} />
        ))}
      </tbody>
    </table>
  )
}

function Value({
  run,
  step,
  value: { leaf, text, before, since },
}: {
  run: RunData
  step: number
  value: LeafNow
}): JSX.Element {
  const isNew = since === step && step > 0
  return (
    <tr class={isNew ? 'changed' : ''}>
      <th scope="row">
        {leaf.path}
        {leaf.isGhost && <small> ghost</small>}
      </th>
      <td>
        {isNew && before !== undefined && (
          <>
            <del>
              <Prose run={run} text={before} />
            </del>{' '}
          </>
        )}
        {text === undefined ? (
          <i>gone</i>
        ) : (
          <span class="value">
            <Prose run={run} text={text} />
          </span>
        )}
      </td>
      <td class="since">
        {since > 0 && (
          <StepLink step={since} label={`${leaf.path}: set by step ${since}, go there`}>
            {isNew ? 'now' : `step ${since}`}
          </StepLink>
        )}
      </td>
    </tr>
  )
}

/** As the kernel debugger shows them. */
function Locks({ run, step }: { run: RunData; step: number }): JSX.Element | null {
  const now = run.locks.findLast(({ from }) => from <= step)
  const before = run.locks.findLast(({ from }) => from < step)
  if (now === undefined) return null
  const isNew = (line: string): boolean => now.from === step && before !== undefined && !before.lines.includes(line)
  return (
    <pre class="locks" tabIndex={0} role="group" aria-label="!locks">
      <span class="dim">kd&gt; !locks</span>
      {now.lines.map((line) => (
        <span class={isNew(line) ? 'changed' : ''}>
          <Prose run={run} text={line} />
        </span>
      ))}
    </pre>
  )
}
