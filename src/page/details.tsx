import type { ComponentChildren, JSX } from 'preact'
import type { AnswerData, RunData, SystemData } from '../report/page-data/page-data.ts'
import { Command } from './head.tsx'
import { Prose, Thread } from './prose.tsx'
import { goToRun } from './shown.ts'
import { Visited } from './source-pane.tsx'

const signs: Readonly<Record<AnswerData['result'], string>> = {
  holds: '✓',
  violated: '✗',
  unknown: '?',
  'not looked for': '–',
}

/** What is known beside the run; with no run it is all there is, and open. */
export function Details({ system, text }: { system: SystemData; text: string }): JSX.Element {
  const { answers, warnings, grounds, statistics } = system
  const isAll = system.verdict !== 'violated'
  return (
    <div class={isAll ? 'details cards' : 'details'}>
      {answers.length > 0 && (
        <Section title={`Properties (${answers.length})`} isOpen>
          <table class="answers">
            <tbody>
              {answers.map((answer) => (
                <Property answer={answer} />
              ))}
            </tbody>
          </table>
        </Section>
      )}
      {warnings.length > 0 && (
        <Section title={`Warnings (${warnings.length})`} isOpen kind="warned">
          <List texts={warnings} />
        </Section>
      )}
      <Grounds system={system} isOpen={isAll || grounds.length > 0} />
      {statistics.length > 0 && (
        <Section title="Statistics" isOpen={isAll && system.runs.length === 0}>
          <table class="statistics">
            <tbody>
              {statistics.map(([name, value]) => (
                <tr>
                  <th scope="row">{name}</th>
                  <td>{value}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Section>
      )}
      {system.runs.length === 0 && system.sources.length > 0 && (
        <Section title="Where threads came to" isOpen kind="wide">
          <Visited sources={system.sources} />
        </Section>
      )}
      {text !== '' && (
        <Section title="As text" isOpen={false}>
          <pre class="as-text" tabIndex={0} role="group" aria-label="The report as text">
            {text}
          </pre>
        </Section>
      )}
    </div>
  )
}

/** Where it rests on nothing else: what was done. */
const nothingElse: Readonly<Record<SystemData['verdict'], string>> = {
  verified: 'On nothing but the model: every interleaving of its steps was looked at.',
  violated: 'On the run that is shown: each step of it was performed by the code of the design.',
  incomplete: '',
  error: '',
}

function Grounds({ system, isOpen }: { system: SystemData; isOpen: boolean }): JSX.Element | null {
  const { verdict, grounds, undone } = system
  const otherwise = grounds.length === 0 ? nothingElse[verdict] : ''
  if (grounds.length === 0 && undone.length === 0 && otherwise === '') return null
  return (
    <Section title="What this rests on" isOpen={isOpen}>
      {otherwise !== '' && <p>{otherwise}</p>}
      {grounds.length > 0 && <List texts={grounds} />}
      {undone.length > 0 && (
        <>
          <p class="dim">Not done:</p>
          <List texts={undone} />
        </>
      )}
    </Section>
  )
}

type SectionProps = { title: string; isOpen: boolean; kind?: string; children: ComponentChildren }

function Section({ title, isOpen, kind = '', children }: SectionProps): JSX.Element {
  return (
    <details class={kind} open={isOpen}>
      <summary>{title}</summary>
      {children}
    </details>
  )
}

function List({ texts }: { texts: readonly string[] }): JSX.Element {
  return (
    <ul>
      {texts.map((text) => (
        <li>{text}</li>
      ))}
    </ul>
  )
}

function Property({ answer: { result, title, detail, run } }: { answer: AnswerData }): JSX.Element {
  return (
    <tr class={result === 'holds' ? 'good' : result === 'violated' ? 'bad' : 'dim'}>
      <td>{signs[result]}</td>
      <th scope="row">{title}</th>
      <td>{detail === '' ? result : detail}</td>
      <td>
        {run !== undefined && (
          <button type="button" class="link" onClick={() => goToRun(run)} aria-label={`Show the run of: ${title}`}>
            show its run
          </button>
        )}
      </td>
    </tr>
  )
}

/** Of a run without end: what each thread does in it. */
export function Account({ run }: { run: RunData }): JSX.Element | null {
  if (run.account.length === 0) return null
  return (
    <section aria-labelledby="account-title">
      <h2 id="account-title">Who does what for ever</h2>
      <ul class="account">
        {run.account.map(({ thread, does }) => (
          <li>
            <Thread run={run} thread={thread} /> <Prose run={run} text={does} links />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** How long it is, and how to see it again. */
export function Again({ run }: { run: RunData }): JSX.Element {
  return (
    <div class="again">
      <p class="dim">{run.length}</p>
      <Command text={run.replay} label="replay command" />
    </div>
  )
}
