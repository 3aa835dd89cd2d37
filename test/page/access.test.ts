import { AxeBuilder } from '@axe-core/playwright'
import { afterAll, describe, expect, test } from 'vitest'
import { hasBrowser, Pages } from './browser.ts'
import { indexReport, nastyReport, queueReport, reportOf } from './reports.ts'

const pages = new Pages()

afterAll(async () => pages.close())

const reports = [
  ['queue', queueReport],
  ['six', indexReport],
  ['verified', async () => reportOf('flagLock')],
  ['upgrade', async () => reportOf('upgradeTwoReaders')],
  ['lasso', async () => reportOf('testAndSet')],
  ['stuck', async () => reportOf('besideAClock')],
] as const

describe.skipIf(!hasBrowser)('a report for everybody', () => {
  test.each(reports)('nothing that axe finds serious: %s', { timeout: 120_000 }, async (_, report) => {
    const { page } = await pages.open(await report())
    await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    const light = await new AxeBuilder({ page }).analyze()
    await page.emulateMedia({ colorScheme: 'dark' })
    const dark = await new AxeBuilder({ page }).withRules(['color-contrast']).analyze()
    const serious = [...light.violations, ...dark.violations].filter(
      ({ impact }) => impact === 'serious' || impact === 'critical',
    )
    expect(serious.map(({ id, nodes }) => [id, nodes.map(({ html }) => html).slice(0, 3)])).toEqual([])
    expect(dark.passes.map(({ id }) => id)).toEqual(['color-contrast'])
    expect(light.passes.length).toBeGreaterThan(15)
  })

  test.each([...reports, ['nasty', nastyReport] as const])('no control is without a name: %s', async (_, report) => {
    const { page } = await pages.open(await report())
    const unnamed = await page.evaluate(
      "[...document.querySelectorAll('button, input, a')].filter((one) => !(one.ariaLabel || one.textContent.trim() || one.labels?.length)).length",
    )
    expect(unnamed).toBe(0)
  })

  test.each(reports)('what a screen reader gets: %s', async (name, report) => {
    const { page } = await pages.open(await report())
    await page.evaluate("for (const source of document.querySelectorAll('.source')) source.replaceChildren()")
    await expect(await page.locator('body').ariaSnapshot()).toMatchFileSnapshot(`./golden/${name}.aria.yml`)
  })

  test.each([390, 640, 1600])('nothing is wider than a screen of %d', async (width) => {
    for (const report of [queueReport, indexReport, nastyReport]) {
      const { page } = await pages.open(await report(), { width })
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
    }
  })
})
