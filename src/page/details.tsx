import type { ComponentChildren, JSX } from 'preact'
import type { AnswerData, RunData, SystemData } from '../report/page-data/page-data.ts'
import { Command } from './head.tsx'
import { Prose, Thread } from './prose.tsx'
import { goToRun } from './shown.ts'

const signs: Readonly<Record<AnswerData['result'], string>> = {
  holds: '✓',
  violated: '✗',
  unknown: '?',
  'not looked for': '–',
}

/** What is known beside the run; with no run it is all there is, and open. */
export function Details({ system, text }: { system: SystemData; text: string }): JSX.Element {
  const { answers, warnings, grounds, undone, statistics } = system
  const isAll = system.runs.length === 0
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
      {statistics.length > 0 && (
        <Section title="What this rests on" isOpen={isAll || grounds.length > 0}>
          {grounds.length === 0 ? (
            <p>On nothing but the model: every interleaving of its steps was looked at.</p>
          ) : (
            <List texts={grounds} />
          )}
          {undone.length > 0 && <List texts={undone} />}
        </Section>
      )}
      {statistics.length > 0 && (
        <Section title="Statistics" isOpen={isAll}>
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
