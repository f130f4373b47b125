// Prometheus' own tool: from the PATH, or else Debian's package, unpacked beside the modules and not installed.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const MODULES = join(dirname(fileURLToPath(import.meta.url)), 'node_modules')

/** What `promtool ...args` says, if it fails; undefined if it succeeds. */
export function promtool(args, directory) {
  const run = spawnSync(tool(), args, { cwd: directory, encoding: 'utf8' })
  if (run.error) throw run.error
  return run.status === 0 ? undefined : `${run.stdout}${run.stderr}`.trim()
}

function tool() {
  if (spawnSync('promtool', ['--version']).status === 0) return 'promtool'
  const unpacked = join(MODULES, '.promtool')
  if (!existsSync(unpacked)) {
    const work = mkdtempSync(join(MODULES, '.promtool-'))
    try {
      execFileSync('apt-get', ['download', 'prometheus'], { cwd: work, stdio: 'ignore' })
      execFileSync('dpkg-deb', ['-x', join(work, readdirSync(work)[0]), join(work, 'tree')])
      renameSync(join(work, 'tree', 'usr', 'bin', 'promtool'), unpacked)
    } catch (failure) {
      throw new Error(`no promtool on the PATH, and Debian's package "prometheus" cannot be had (apt-get update?): ${failure.message}`)
    } finally {
      rmSync(work, { recursive: true })
    }
  }
  return unpacked
}
