import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { RunData, SystemData } from '../report/page-data/page-data.ts'
import { Prose } from './prose.tsx'
import { goToRun, page } from './shown.ts'

const signs: Readonly<Record<SystemData['verdict'], string>> = {
  verified: '✓',
  violated: '✗',
  incomplete: '?',
  error: '!',
}

/** What was found, and why, before anything else. */
export function Head({ system, run }: { system: SystemData; run: RunData | undefined }): JSX.Element {
  const { verdict, word, found, name, parameters } = system
  return (
    <header class="head">
      <p class="crumb">
        {page.systems.length > 1 ? <a href="#all">all systems</a> : <b>lockproof</b>}{' '}
        <span>{`${system.file} · ${system.exportName}`}</span>
      </p>
      <h1>
        <Badge system={system}>{`${signs[verdict]} ${word}${found === '' ? '' : `: ${found}`}`}</Badge>{' '}
        <span>
          {name}
          {parameters !== '' && <small>, {parameters}</small>}
        </span>
      </h1>
      <Expected system={system} />
      {run === undefined || !run.isBad ? <p class="reason">{reasonOf(system)}</p> : <Reasons run={run} />}
    </header>
  )
}

export function Badge({ system, children }: { system: SystemData; children: string }): JSX.Element {
  return <span class={`badge ${system.verdict}`}>{children}</span>
}

/** Whether what was found is what the system says it expects. */
function Expected({ system: { outcome, expected, verdict } }: { system: SystemData }): JSX.Element | null {
  if (expected !== '') return <p class="expected bad">failed: {expected} was expected</p>
  return outcome === 'passed' && verdict === 'violated' ? (
    <p class="expected">passed: this is what the design expects</p>
  ) : null
}

function reasonOf({ headline, word }: SystemData): string {
  const rest = headline.startsWith(word) ? headline.slice(word.length).replace(/^: /, '') : headline
  return rest || headline
}

function Reasons({ run }: { run: RunData }): JSX.Element {
  return (
    <>
      <div class="reason">
        {run.reason.map((line) => (
          <p>
            <Prose run={run} text={line} />
          </p>
        ))}
      </div>
      {run.hints.map((hint) => (
        <p class="hint">
          <Prose run={run} text={hint} />
        </p>
      ))}
    </>
  )
}

/** Runs of a system to choose among; of one that is not violated, what can be reached. */
export function Runs({ system, at }: { system: SystemData; at: number }): JSX.Element | null {
  const fewest = system.verdict === 'violated' ? 2 : 1
  if (system.runs.length < fewest) return null
  return (
    <nav class="runs" aria-label="Runs">
      {system.runs.map(({ title, isBad }, r) => (
        <button type="button" aria-current={r === at ? 'true' : undefined} onClick={() => goToRun(r)}>
          <span class={isBad ? 'bad' : 'good'} aria-hidden="true">
            {isBad ? '✗' : '✓'}
          </span>{' '}
          {title}
        </button>
      ))}
    </nav>
  )
}

const msOfThanks = 1500

export function Command({ text, label }: { text: string; label: string }): JSX.Element {
  const [isCopied, setCopied] = useState(false)
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
    setTimeout(() => setCopied(false), msOfThanks)
  }
  return (
    <div class="command">
      <code tabIndex={0} role="group" aria-label={label}>
        {text}
      </code>
      {navigator.clipboard !== undefined && (
        <button type="button" aria-label={`Copy: ${label}`} onClick={() => void copy()}>
          {isCopied ? 'copied' : 'copy'}
        </button>
      )}
    </div>
  )
}
