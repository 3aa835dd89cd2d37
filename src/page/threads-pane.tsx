import type { JSX } from 'preact'
import type { RunData, Stance } from '../report/page-data/page-data.ts'
import { stancesAt } from './moment.ts'
import { Prose, Thread } from './prose.tsx'

/** What each thread does next, or at what it waits and for whom. */
export function ThreadsPane({ run, step }: { run: RunData; step: number }): JSX.Element | null {
  const [was, is] = [stancesAt(run, Math.max(0, step - 1)), stancesAt(run, step)]
  if (is.length === 0) return null
  const hasHolds = run.spans.some((spans) => spans.some(({ is: { holds } }) => holds !== ''))
  return (
    <section aria-labelledby="threads-title">
      <h2 id="threads-title">Threads</h2>
      <table class="threads">
        <thead>
          <tr>
            <th scope="col">thread</th>
            <th scope="col">does next</th>
            {hasHolds && <th scope="col">holds</th>}
            {run.regions.length > 0 && <th scope="col">in</th>}
          </tr>
        </thead>
        <tbody>
          {is.map((stance, thread) => (
            <tr>
              <th scope="row">
                <Thread run={run} thread={thread} />
              </th>
              <td>
                <Doing run={run} stance={stance} />
              </td>
              {hasHolds && <Cell now={stance.holds} before={was[thread]?.holds} />}
              {run.regions.length > 0 && <Cell now={regionsOf(run, stance)} before={regionsOf(run, was[thread])} />}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** Marked where it is new, and then not empty. */
function Cell({ now, before }: { now: string; before: string | undefined }): JSX.Element {
  return now === before ? <td>{now}</td> : <td class="changed">{now || '–'}</td>
}

function regionsOf(run: RunData, stance: Stance | undefined): string {
  return stance?.regions.map((region) => run.regions[region]).join(', ') ?? ''
}

function Doing({ run, stance: { status, does, whom } }: { run: RunData; stance: Stance }): JSX.Element {
  return (
    <>
      {status === 'waiting' && <i class="l-wait" />}
      <span class={status}>
        <Prose run={run} text={does} />
      </span>
      {whom !== '' && (
        <b class="whom">
          {' '}
          <Prose run={run} text={whom} />
        </b>
      )}
    </>
  )
}
