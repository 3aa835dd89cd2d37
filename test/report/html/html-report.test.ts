import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { indexReport, nastyReport, queueReport, relayReport } from '../../page/reports.ts'

const kB = 1000

describe('a report in HTML', () => {
  test('has a policy that names its script and its style, and allows no more', async () => {
    const html = await queueReport()
    const hash = (text = ''): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
    const script = hash(/<script>(.*?)<\/script>/s.exec(html)?.[1])
    const style = hash(/<style>(.*?)<\/style>/s.exec(html)?.[1])
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1]
    expect(policy).toBe(
      `default-src 'none'; script-src ${script}; style-src ${style}; img-src data:; base-uri 'none'; form-action 'none'`,
    )
  })

  test('names that are markup are in it as texts alone', async () => {
    const html = await nastyReport()
    expect(html.match(/<\/script>/g)).toHaveLength(2)
    expect(html).not.toContain('<b>')
    expect(html).not.toContain(']]><')
    expect(html).toContain('&lt;b>&amp;amp;&lt;/b>')
  })

  test('is the same each time', async () => {
    expect(await indexReport()).toBe(await indexReport())
  })

  test.each([
    ['36 steps', queueReport, 150 * kB],
    ['six systems', indexReport, 150 * kB],
    ['498 steps of 8 threads', async () => relayReport(125), 300 * kB],
  ])('is small: %s', async (_, report, most) => {
    const size = Buffer.byteLength(await report())
    expect(size).toBeLessThan(most)
    expect(size).toBeGreaterThan(50 * kB)
  })
})
