import { check, type System } from 'lockproof'
import type { Page } from 'playwright-core'
import { afterAll, describe, expect, test } from 'vitest'
import { flagLock } from '../../examples/flag.ts'
import { hasBrowser, type Opening, Pages } from './browser.ts'
import { oneCondition } from './queue.ts'
import { indexReport, nastyReport, queueReport, relayReport, reportOf, sweepReport } from './reports.ts'

const pages = new Pages()
const queue = queueReport()

afterAll(async () => pages.close())

const openQueue = async (more: Opening = {}): Promise<Page> => (await pages.open(await queue, more)).page

const visitedIn = (of: System): readonly string[] =>
  check(of).lines?.flatMap(({ visited }) => visited.map(String)) ?? []

/** The step whose state is shown, as the list of steps says. */
async function stepOf(page: Page): Promise<string> {
  const name = await page.locator('[aria-current="step"]').getAttribute('aria-label')
  return /^(?:At first|Step \d+)/.exec(name ?? '')?.[0] ?? ''
}

describe.skipIf(!hasBrowser)('a report in a browser', () => {
  test('asks for itself and nothing else, and nothing is wrong in it', async () => {
    const { page, requests, complaints } = await pages.open(await queue)
    await page.keyboard.press('Home')
    expect(requests.filter((url) => !url.startsWith('data:'))).toEqual([page.url().replace(/#.*/, '')])
    expect(complaints).toEqual([])
  })

  test('opens at the last state, at its top', async () => {
    const page = await openQueue()
    expect(await stepOf(page)).toBe('Step 36')
    expect(await page.evaluate('scrollY')).toBe(0)
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('violated: deadlock')
  })

  test('goes where keys say', async () => {
    const page = await openQueue()
    const seen: string[] = []
    for (const key of [
      'Home',
      'ArrowUp',
      'ArrowDown',
      'j',
      'ArrowRight',
      'k',
      'PageDown',
      ']',
      '[',
      'End',
      'ArrowDown',
    ]) {
      await page.keyboard.press(key)
      seen.push(`${key}: ${await stepOf(page)}`)
    }
    expect(seen).toEqual([
      'Home: At first',
      'ArrowUp: At first',
      'ArrowDown: Step 1',
      'j: Step 2',
      'ArrowRight: Step 3',
      'k: Step 2',
      'PageDown: Step 12',
      ']: Step 13',
      '[: Step 12',
      'End: Step 36',
      'ArrowDown: Step 36',
    ])
  })

  test('leaves keys alone where they mean something else', async () => {
    const page = await openQueue({ hash: '#step=12' })
    await page.keyboard.press('Control+Home')
    await page.getByText('As text', { exact: true }).focus()
    await page.keyboard.press('Home')
    expect(await stepOf(page)).toBe('Step 12')
  })

  test('the slider and the buttons go there as well', async () => {
    const page = await openQueue()
    await page.getByRole('button', { name: 'First state' }).click()
    await page.getByRole('button', { name: 'Step forward' }).click()
    expect(await stepOf(page)).toBe('Step 1')
    await page.getByRole('slider').fill('20')
    expect(await stepOf(page)).toBe('Step 20')
    expect(await page.getByRole('slider').getAttribute('aria-valuetext')).toMatch(
      /^Step 20 of 36, P1: changed\.enqueue/,
    )
  })

  test('marks what the step has changed, and what it was', async () => {
    const page = await openQueue({ hash: '#step=12' })
    const changed = page.locator('.state .changed')
    expect(await changed.allInnerTexts()).toEqual([
      expect.stringMatching(/^changed\.waiters\s+\[C0, C1\] \[C1\]\s+now$/),
    ])
    expect(await changed.locator('del').innerText()).toBe('[C0, C1]')
  })

  test('draws an arrow to whom the step lets go on, and only there', async () => {
    const page = await openQueue({ hash: '#step=12' })
    expect(await page.locator('#row-12 .wake').count()).toBe(1)
    expect(await page.locator('#row-12 .wake.to-right').count()).toBe(1)
    expect(await page.locator('#row-11 .wake').count()).toBe(0)
    expect(await page.locator('#row-4 .wake').count()).toBe(3)
  })

  test('says who waits, for what and for whom', async () => {
    const page = await openQueue({ hash: '#step=9' })
    const rows = await page.locator('.threads tbody tr').allInnerTexts()
    expect(rows.map((row) => row.replace(/\s+/g, ' ').trim())).toEqual([
      'P0 goes on with ring.isFull() m',
      'P1 waits at m.lock(P1) for P0',
      'C0 waits at changed.woken(C0)',
      'C1 waits at changed.woken(C1)',
    ])
    await page.keyboard.press('End')
    expect(await page.locator('.row.end .stuck').count()).toBe(4)
  })

  test('marks one line of the source, and at the margin where each thread goes on', async () => {
    const page = await openQueue({ hash: '#step=12' })
    expect(await page.locator('.source .taken code').allInnerTexts()).toEqual([
      expect.stringContaining('changed.signal()'),
    ])
    const margins = await page.locator('.source .who > span').all()
    const titles = await Promise.all(margins.map((one) => one.getAttribute('title')))
    expect(titles.toSorted()).toEqual(['C0 goes on here', 'C1 waits here', 'P0 goes on here', 'P1 waits here'])
  })

  test('has a bar at the lines that threads came to, of what is verified without a run, too', async () => {
    const bars = async (page: Page): Promise<string[]> => page.locator('.source .visited').allTextContents()
    const came = async (page: Page): Promise<string | null> =>
      page.getByRole('row', { name: 'threads came to' }).getByRole('cell').textContent()
    const page = await openQueue()
    expect(await bars(page)).toEqual(visitedIn(oneCondition))
    const { page: verified } = await pages.open(await sweepReport(), { hash: '#system=flagLock' })
    expect(await bars(verified)).toEqual(visitedIn(flagLock()))
    expect(await came(verified)).toMatch(/^examples\/flag\.ts: \d+(–\d+)?(, \d+(–\d+)?)*$/)
    expect(await verified.evaluate(`document.querySelector('.source').scrollTop`)).toBeGreaterThan(0)
  })

  test('shows the marked line, wherever threads go on', async () => {
    const page = await openQueue({ hash: '#step=0' })
    const outOfSight = []
    for (let step = 1; step <= 36; step++) {
      await page.keyboard.press('ArrowDown')
      const isSeen = await page.evaluate(
        "(() => { const box = document.querySelector('.source').getBoundingClientRect(); const line = document.querySelector('.source .taken').getBoundingClientRect(); return line.top >= box.top && line.bottom <= box.bottom })()",
      )
      if (isSeen !== true) outOfSight.push(step)
    }
    expect(outOfSight).toEqual([])
  })

  test('draws who waits for whom in the state that is shown', async () => {
    const page = await openQueue({ hash: '#step=9' })
    const texts = async (): Promise<readonly string[]> =>
      (await page.locator('.graph svg text').allTextContents()).toSorted()
    expect(await texts()).toEqual(['C0', 'C1', 'P0', 'P1', 'changed', 'holds it', 'm', 'waits', 'waits', 'waits'])
    expect(await page.locator('.graph svg').getAttribute('aria-label')).toBe(
      'P1 waits at m.lock(P1) for P0. C0 waits at changed.woken(C0). C1 waits at changed.woken(C1)',
    )
    const below = async (): Promise<unknown> => page.evaluate("document.querySelector('.graph').offsetHeight")
    const height = await below()
    await page.keyboard.press('Home')
    expect(await page.locator('.graph').innerText()).toContain('Nobody has to wait in this state.')
    expect(await below()).toBe(height)
    await page.keyboard.press('End')
    expect((await texts()).filter((text) => text === 'waits')).toHaveLength(4)
  })

  test('leads from a value to the step that has set it', async () => {
    const page = await openQueue()
    await page.getByRole('button', { name: 'ring.items: set by step 25, go there' }).click()
    expect(await stepOf(page)).toBe('Step 25')
    expect(await page.locator('.state .changed').innerText()).toMatch(/^ring\.items\s+1 0/)
  })

  test('has the step in its address, and goes where an address says', async () => {
    const page = await openQueue({ hash: '#step=7' })
    expect(await stepOf(page)).toBe('Step 7')
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => page.url()).toMatch(/#step=8$/)
    await page.evaluate("location.hash = '#step=3'")
    await expect.poll(() => stepOf(page)).toBe('Step 3')
    const other = await openQueue({ hash: '#step=nowhere' })
    expect(await stepOf(other)).toBe('Step 36')
  })

  test('folds turns, but not the one that is looked at; its hand-offs are net', async () => {
    const page = await openQueue({ hash: '#step=12' })
    const rows = page.locator('.lanes li')
    expect(await rows.count()).toBe(37)
    await page.keyboard.press('f')
    expect(await page.locator('.lanes li .number').allInnerTexts()).toEqual([
      ...['', '1–4', '5–8', '9', '10', '11', '12', '13', '14', '15', '16', '17'],
      ...['18–21', '22–31', '32–36'],
    ])
    expect(await page.locator('#row-8 .wake').count()).toBe(0) // whom its lock has stopped, its unlock lets go on
    expect(await page.locator('#row-31 .wake').count()).toBe(1)
    expect(await page.locator('#row-31 .effects').innerText()).toBe(
      'changed.waiters [C1, P0, P1] → [P0, P1, C0]\nring.items 1 → 0',
    )
  })

  test('a long run is folded at first, and may be unfolded', async () => {
    const { page } = await pages.open(await relayReport(30))
    expect(await page.locator('.lanes li').count()).toBe(1 + 29 + 2)
    await page.getByRole('checkbox').click()
    expect(await page.locator('.lanes li').count()).toBe(1 + 118)
  })

  test('is the text of the terminal where no script runs', async () => {
    const page = await openQueue({ javaScriptEnabled: false })
    const text = await page.locator('#app').innerText()
    expect(text).toContain('queue with one condition')
    expect(text).toContain('35  ')
    expect(text).toContain('npx lockproof replay test/page/queue.ts oneCondition --schedule')
  })

  test('runs no script but its own, which its policy holds it to', async () => {
    const injected = (html: string): string =>
      html.replace('</body>', '<script>document.title = "injected"</script></body>')
    const { page, complaints } = await pages.open(injected(await queue))
    expect(await page.title()).toBe('queue with one condition · lockproof')
    expect(complaints.join()).toContain('Content Security Policy')
    const without = injected(await queue).replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '')
    expect(await (await pages.open(without)).page.title()).toBe('injected')
  })

  test('names that are markup are names', async () => {
    const { page, requests, complaints } = await pages.open(await nastyReport())
    expect(complaints).toEqual([])
    expect(requests.filter((url) => !url.startsWith('data:'))).toHaveLength(1)
    expect(await page.locator('h1').innerText()).toContain('</b>')
    expect(await page.locator('b >> text="&amp;"').count()).toBe(0)
    expect(await page.locator('.lanes .does').allInnerTexts()).toEqual([
      expect.anything(),
      expect.stringContaining(']]>'),
    ])
  })

  test('a cycle goes round, and says in which round it is', async () => {
    const { page } = await pages.open(await reportOf('testAndSet'))
    expect(await stepOf(page)).toBe('Step 4')
    expect(await page.locator('.ruler').allInnerTexts()).toEqual(['for ever'])
    await page.getByRole('button', { name: 'Round again' }).click()
    expect(await stepOf(page)).toBe('Step 2')
    expect(await page.locator('.where').innerText()).toContain('↻ round 2')
    await page.locator('.account').getByRole('button').first().click()
    expect(await stepOf(page)).toMatch(/Step \d/)
  })

  test('from where on nothing helps a thread that is stuck', async () => {
    const { page } = await pages.open(await reportOf('besideAClock'))
    expect(await page.locator('.ending').innerText()).toBe('P0, P1 can never go on; from here on nothing helps P0')
    const first = page.locator('.threads tbody tr').first()
    expect(await first.innerText()).toContain("for P1: could let it go on by right.store('free')")
    await page.keyboard.press('Home')
    expect(await first.innerText()).toMatch(/goes on with/)
  })

  test('what is verified has the run to what can be reached', async () => {
    const { page } = await pages.open(await reportOf('flagLock'))
    expect(await page.getByRole('navigation', { name: 'Runs' }).innerText()).toContain('reaches all compete')
    expect(await page.locator('.ending').innerText()).toBe('✓ reaches all compete')
    expect(await stepOf(page)).toBe('Step 3')
  })

  test('locks are as a debugger shows them, and what has changed in them is marked', async () => {
    const { page } = await pages.open(await reportOf('upgradeTwoReaders'))
    const locks = page.locator('.locks')
    expect(await locks.innerText()).toContain('Resource @ R    Shared 1 owning thread')
    expect(await locks.locator('.changed').allInnerTexts()).toEqual([
      expect.stringContaining('NumberOfSharedWaiters = 1'),
      expect.stringContaining('T1-01'),
      expect.stringContaining('(waits for shared access: T1)'),
    ])
    await page.keyboard.press('Home')
    expect(await locks.innerText()).toContain('1 total lock, 0 currently held')
  })

  test('an index leads to each system, and back', async () => {
    const { page } = await pages.open(await indexReport())
    expect(await page.locator('tbody tr').count()).toBe(6)
    await page.getByRole('link', { name: 'two locks, inverted' }).click()
    await expect.poll(() => page.locator('h1').innerText()).toContain('violated: deadlock')
    expect(await stepOf(page)).toBe('Step 4')
    await page.keyboard.press('Home')
    await expect.poll(() => page.url()).toMatch(/#system=inverted&step=0$/)
    await page.getByRole('link', { name: 'all systems' }).click()
    await expect.poll(() => page.locator('h1').innerText()).toContain('6 systems')
  })

  test('a sweep is a table of its parameters, with growth', async () => {
    const { page } = await pages.open(await sweepReport())
    expect(await page.locator('thead th').allInnerTexts()).toEqual([
      ...['outcome', 'system', 'found', 'steps', 'states', 'growth', 'time'],
    ])
    const cells = (column: number): Promise<string[]> =>
      page.locator(`tbody tr td:nth-child(${column})`).allInnerTexts()
    expect(await cells(6)).toEqual(['', '×2.5', '×2.5'])
    expect((await page.locator('tbody th').allInnerTexts()).map((text) => /N=\d/.exec(text)?.[0])).toEqual([
      'N=2',
      'N=3',
      'N=4',
    ])
    const { page: other } = await pages.open(await indexReport())
    expect(await other.locator('thead th').allInnerTexts()).not.toContain('growth')
  })
})
