/** A page as people see it: in a real browser, from a file. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'

/** Of Debian, and of the machines that GitHub lends. */
const places = ['/usr/bin/chromium', '/usr/bin/google-chrome']
const executablePath = places.find((place) => existsSync(place))

/** Else what needs one is skipped, and vitest says so. */
export const hasBrowser: boolean = executablePath !== undefined

export type Opened = {
  readonly page: Page
  /** All that it has asked for, itself among it. */
  readonly requests: readonly string[]
  /** What the browser has complained of. */
  readonly complaints: readonly string[]
}

export type Opening = {
  /** Of the address. */
  readonly hash?: string
  readonly width?: number
  readonly colorScheme?: 'light' | 'dark'
  readonly javaScriptEnabled?: boolean
}

export class Pages {
  readonly #folder = mkdtempSync(join(tmpdir(), 'lockproof-pages-'))
  #browser: Promise<Browser> | undefined
  #files = 0

  async open(html: string, { hash = '', width = 1400, ...rest }: Opening = {}): Promise<Opened> {
    this.#browser ??= chromium.launch({
      ...(executablePath === undefined ? {} : { executablePath }),
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    })
    const file = join(this.#folder, `${this.#files++}.html`)
    writeFileSync(file, html)
    const browser = await this.#browser
    const context = await browser.newContext({ viewport: { width, height: 900 }, ...rest })
    const page = await context.newPage()
    const [requests, complaints]: [string[], string[]] = [[], []]
    page.on('request', (request) => requests.push(request.url()))
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(`${pathToFileURL(file).href}${hash}`)
    return { page, requests, complaints }
  }

  async close(): Promise<void> {
    await (await this.#browser)?.close()
    rmSync(this.#folder, { recursive: true })
  }
}
