/** Installs what package-lock.json names, if anything of it is missing or another version. Says one line when it does, nothing otherwise. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { root } from './run.mjs'

const oldestNode = { major: 20, minor: 19 }

function isNodeNewEnough() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  return major > oldestNode.major || (major === oldestNode.major && minor >= oldestNode.minor)
}

/**
 * The npm that runs this script, where there is one: no other version is picked up and no shell is needed.
 * @param {...string} args
 */
function npm(...args) {
  const own = process.env.npm_execpath
  const options = /** @type {const} */ ({ cwd: root, encoding: 'utf8' })
  return own === undefined
    ? spawnSync('npm', args, { ...options, shell: process.platform === 'win32' })
    : spawnSync(process.execPath, [own, ...args], options)
}

/**
 * @param {string} path
 * @returns {Record<string, { version?: string, integrity?: string, optional?: boolean }>}
 */
function packagesIn(path) {
  try {
    const { '': own, ...packages } = JSON.parse(readFileSync(new URL(path, root), 'utf8')).packages
    return packages
  } catch {
    return {}
  }
}

/** npm writes the inner lock file last, so an interrupted install does not look complete. */
function isInstalled() {
  const installed = packagesIn('node_modules/.package-lock.json')
  return Object.entries(packagesIn('package-lock.json')).every(([path, wanted]) => {
    const found = installed[path]
    return found === undefined ? wanted.optional === true : found.version === wanted.version
  })
}

if (!isNodeNewEnough()) {
  const { major, minor } = oldestNode
  console.error(
    `lockproof needs Node ${major}.${minor} or newer; this is ${process.versions.node}. Install a newer Node.`,
  )
  process.exit(2)
}

if (!isInstalled()) {
  console.log('installing what package-lock.json names: npm ci')
  const { status, stdout, stderr } = npm('ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error')
  if (status !== 0) {
    console.error(`npm ci failed: expected the packages of package-lock.json to install.\n${stdout}${stderr}`)
    process.exit(1)
  }
}
