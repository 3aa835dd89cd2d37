import { type ChildProcess, spawn } from 'node:child_process'
import { dirname } from 'node:path'
import { watch as watched } from 'chokidar'
import { printable } from '../../model/values/printable.ts'
import { ExitCode } from '../terminal/exit-code.ts'
import { print } from '../terminal/terminal.ts'

const msTogether = 100

/**
 * Runs the same command without `--watch`, in a process of its own so that all files are loaded anew, and again when a source file changes in the folders
 * of these files or below: designs import others. Ctrl-C ends it, with the exit code of the last run.
 */
export function watchFiles(files: readonly string[]): Promise<ExitCode> {
  return new Watching(files).ended
}

class Watching {
  readonly ended: Promise<ExitCode>
  #child: ChildProcess | undefined
  #lastCode: ExitCode = ExitCode.incomplete
  #isEnding = false
  #changed = ''
  #timer: NodeJS.Timeout | undefined

  constructor(files: readonly string[]) {
    const folders = [...new Set(files.map((file) => dirname(file)))]
    const watcher = watched(folders, { ignoreInitial: true, ignored: isNoSource })
    this.ended = new Promise((resolve) => {
      const end = (): void => {
        this.#isEnding = true
        void watcher.close()
        resolve(this.#lastCode)
      }
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
        process.once(signal, () => {
          if (this.#child === undefined) return end()
          this.#child.once('close', end)
          this.#child.kill(signal)
        })
      }
    })
    watcher.on('all', (_event, file) => this.#change(file))
    this.#run()
  }

  #run(): void {
    const [script = '', ...words] = process.argv.slice(1)
    const arguments_ = [...process.execArgv, script, ...words.filter((word) => word !== '--watch')]
    const child = spawn(process.execPath, arguments_, { stdio: 'inherit', detached: true }) // a Ctrl-C of the terminal comes here alone, and is handed on

    this.#child = child
    child.once('close', (code) => {
      if (this.#child === child) this.#child = undefined
      this.#lastCode = (code ?? ExitCode.incomplete) as ExitCode // it is another run of this command
      if (!this.#isEnding && this.#child === undefined)
        void print('\nWaiting for a change; Ctrl-C ends.\n', process.stderr)
    })
  }

  /** Editors write several files, and one of them several times. */
  #change(file: string): void {
    this.#changed = file
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#again(), msTogether)
  }

  async #again(): Promise<void> {
    if (this.#isEnding) return
    const child = this.#child
    this.#child = undefined
    child?.kill('SIGKILL') // nobody wants to know any more what it had
    await print(`\n${printable(this.#changed)} has changed.\n\n`, process.stderr)
    this.#run()
  }
}

/** Reports are written beside sources, and would be a change without end. */
function isNoSource(path: string, stats?: { readonly isFile: () => boolean }): boolean {
  if (/(?:^|[\\/])(?:node_modules|\.[^\\/.][^\\/]*)(?:[\\/]|$)/.test(path)) return true
  return stats?.isFile() === true && !/\.[cm]?[jt]sx?$/.test(path)
}
