import type { JSX } from 'preact'
import type { Outcome } from '../report/page-data/page-data.ts'
import { Badge } from './head.tsx'
import { addressOf, page } from './shown.ts'

const words: Readonly<Record<Outcome, string>> = {
  passed: 'as expected',
  failed: 'not as expected',
  incomplete: 'incomplete',
  error: 'with an error',
}

const signs: Readonly<Record<Outcome, string>> = { passed: '✓', failed: '✗', incomplete: '?', error: '!' }

/** All systems of a command; each leads to its report. */
export function IndexPage(): JSX.Element {
  const { systems, errors } = page
  const outcomes = (Object.keys(words) as Outcome[]).flatMap((outcome) => {
    // its keys
    const many = systems.filter((one) => one.outcome === outcome).length
    return many === 0 ? [] : [`${many} ${words[outcome]}`]
  })
  const isTimed = systems.some(({ time, verdict }) => time !== '' || verdict === 'error')
  const grows = systems.some(({ growth }) => growth !== '')
  return (
    <main class="index">
      <p class="crumb">
        <b>lockproof</b>
      </p>
      <h1>{`${systems.length} systems: ${outcomes.join(', ') || 'nothing to check'}`}</h1>
      {errors.map((error) => (
        <p class="bad">{error}</p>
      ))}
      <div class="scrolls" tabIndex={0} role="group" aria-label="All systems">
        <table class="systems">
          <thead>
            <tr>
              <th scope="col">
                <span class="unseen">outcome</span>
              </th>
              <th scope="col">system</th>
              <th scope="col">found</th>
              <th scope="col" class="right">
                steps
              </th>
              <th scope="col" class="right">
                states
              </th>
              {grows && (
                <th scope="col" class="right">
                  growth
                </th>
              )}
              {isTimed && (
                <th scope="col" class="right">
                  time
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {systems.map((one) => (
              <tr>
                <td class={one.outcome === 'passed' ? 'good' : 'bad'} title={words[one.outcome]}>
                  {signs[one.outcome]}
                  <span class="unseen">{words[one.outcome]}</span>
                </td>
                <th scope="row">
                  <a href={addressOf(one)}>{one.name}</a>
                  {one.parameters !== '' && <span class="dim">, {one.parameters}</span>}
                  <small class="dim">{` ${one.file} · ${one.exportName}`}</small>
                </th>
                <td>
                  <Badge system={one}>
                    {one.found === '' ? (one.verdict === 'error' ? one.headline : one.word) : one.found}
                  </Badge>
                  {one.expected !== '' && <small class="bad"> expected: {one.expected}</small>}
                  {one.warnings.length > 0 && (
                    <small class="warned">
                      {' '}
                      {one.warnings.length === 1 ? '1 warning' : `${one.warnings.length} warnings`}
                    </small>
                  )}
                </td>
                <td class="right">{one.steps}</td>
                <td class="right">{one.states}</td>
                {grows && <td class="right">{one.growth}</td>}
                {isTimed && <td class="right">{one.time}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </main>
  )
}
