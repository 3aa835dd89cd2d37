import { effect } from '@preact/signals'
import { type JSX, render } from 'preact'
import { at } from '../errors/at.ts'
import { Control } from './control.tsx'
import { Account, Again, Details } from './details.tsx'
import { Waits } from './graph.tsx'
import { Head, Runs } from './head.tsx'
import { IndexPage } from './index-page.tsx'
import { followKeys } from './keys.ts'
import { Lanes } from './lanes.tsx'
import { followAddress, isAsked, page, run, shown, step, system } from './shown.ts'
import { SourcePane } from './source-pane.tsx'
import { StatePane } from './state-pane.tsx'
import { ThreadsPane } from './threads-pane.tsx'

/** Of each system what stands in the page until this has run. */
const texts = [...document.querySelectorAll('#app pre')].slice(page.errors.length).map((pre) => pre.textContent ?? '')

/** Of a run of at most so many steps there is room for the source below it. */
const fewSteps = 14

function App(): JSX.Element {
  const [ofSystem, ofRun, now] = [system.value, run.value, step.value]
  if (ofSystem === undefined) return <IndexPage />
  const source = ofRun === undefined ? null : <SourcePane system={ofSystem} run={ofRun} step={now} />
  const details = <Details system={ofSystem} text={at(texts, shown.value.system)} />
  const isFine = ofSystem.verdict !== 'violated'
  const isShort = ofRun !== undefined && ofRun.steps.length <= fewSteps
  return (
    <>
      <Head system={ofSystem} run={ofRun} />
      <main>
        {isFine && details}
        <Runs system={ofSystem} at={shown.value.run} />
        {ofRun !== undefined && (
          <>
            <Again run={ofRun} />
            <div class="two">
              <div>
                <Lanes run={ofRun} step={now} />
                {isShort && source}
              </div>
              <div class={isShort ? 'side whole' : 'side'}>
                <Control run={ofRun} step={now} />
                <StatePane run={ofRun} step={now} />
                <ThreadsPane run={ofRun} step={now} />
                <Waits run={ofRun} step={now} />
                <Account run={ofRun} />
                {!isShort && source}
              </div>
            </div>
          </>
        )}
        {!isFine && details}
      </main>
      <footer>made by lockproof {page.version}; this file loads nothing</footer>
    </>
  )
}

/** Above the step that is shown, and below it. */
const rowsAround = 40

/** Browsers lay out the rows of a long run as they come into sight, which for the first key that scrolls there would be late. */
function layOutRows(): void {
  const rows = [...document.querySelectorAll<HTMLElement>('.long > .row')]
  const now = rows.findIndex((row) => row.classList.contains('now'))
  for (const row of rows.slice(Math.max(0, now - rowsAround), now + rowsAround)) row.style.contentVisibility = 'visible'
}

const app = document.getElementById('app')
if (app !== null) {
  app.textContent = ''
  render(<App />, app)
  followKeys()
  followAddress()
  requestAnimationFrame(() => setTimeout(layOutRows))
  effect(() => {
    const now = step.value
    if (!isAsked.value) return
    requestAnimationFrame(() => document.getElementById(`row-${now}`)?.scrollIntoView({ block: 'nearest' }))
  })
}
