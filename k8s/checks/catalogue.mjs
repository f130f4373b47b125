// Every check of an overlay. Each takes what render() gives and answers a list of problems, empty if there are none.
import { hardening } from './hardening.mjs'
import { networkMatrix } from './network.mjs'
import { references } from './references.mjs'
import { schemas } from './schemas.mjs'
import { settings } from './settings.mjs'

const CHECKS = [
  { title: "Kubernetes' schemas: fields, types, enums, what is required", run: schemas },
  { title: 'what is named exists: selectors, ports, ConfigMaps, Secrets and their keys', run: references },
  { title: 'pods are restricted, probed, bounded and can be moved', run: hardening },
  { title: "settings are the applications' own, and point at what is mounted", run: settings },
  { title: 'who may connect to whom', run: networkMatrix }
]

/** Every check of one overlay. The others read what the schemas guarantee, so they wait for those. */
export function checkOverlay(overlay) {
  const [first, ...others] = CHECKS.map(({ title, run }) => () => ({ title, problems: run(overlay) }))
  const schemas = first()
  return schemas.problems.length ? [schemas] : [schemas, ...others.map(check => check())]
}
