// What holds of the manifests. Exit code 0: everything; 1: something does not; 2: wrongly called.
import { alerts } from './alerts.mjs'
import { checkCustomResource } from './crd.mjs'
import { checkOverlay } from './catalogue.mjs'
import { plantedMistakes } from './planted.mjs'
import { developmentSecrets } from './references.mjs'
import { OVERLAYS, printedSecrets, render } from './render.mjs'

const [option, ...rest] = process.argv.slice(2)
if ((option && option !== '--self-test') || rest.length) {
  console.error('usage: k8s/check [--self-test]')
  process.exit(2)
}

let failed = 0
function report(what, problems) {
  console.log(`${problems.length ? 'fail' : 'pass'}  ${what}`)
  problems.forEach(problem => console.log(`      ${problem}`))
  failed += problems.length ? 1 : 0
}

const rendered = OVERLAYS.map(name => render(name))
for (const overlay of rendered) {
  for (const { title, problems } of checkOverlay(overlay)) report(`${overlay.name}: ${title}`, problems)
}
const secrets = printedSecrets()
report('dev-secrets: makes every Secret and key that the overlay names', developmentSecrets(secrets))
report('crd: the schema accepts what it should and refuses the rest', checkCustomResource())
report('alerts: rules and their tests, a page for each, metrics that exist', alerts())

if (option === '--self-test') {
  for (const { title, expected, problems } of plantedMistakes(rendered, secrets)) {
    const found = problems.some(problem => expected.test(problem))
    report(`planted: ${title}`, found ? [] : [`not found (${expected}); found instead: ${problems.join('; ') || 'nothing'}`])
  }
}
console.log(failed ? `${failed} checks failed` : 'all checks passed')
process.exit(failed ? 1 : 0)
