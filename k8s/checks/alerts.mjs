// Alert rules: promtool accepts them and their tests pass, each has a page and two tests, and each metric exists in the sources.
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { K8S, REPOSITORY, parse } from './render.mjs'
import { promtool } from './promtool.mjs'

const PAGES = join(REPOSITORY, 'docs/operations/alerts')
const SOURCES = ['issuer', 'lookup', 'redeemer/core', 'redeemer/embedded', 'redeemer/service', 'relay', 'service']

/** @param edit changes the text of rules.yaml, to plant a mistake */
export function alerts(edit = text => text) {
  const work = mkdtempSync(join(tmpdir(), 'jeton-alerts-'))
  try {
    cpSync(join(K8S, 'alerts'), work, { recursive: true })
    const text = edit(readFileSync(join(work, 'rules.yaml'), 'utf8'))
    writeFileSync(join(work, 'rules.yaml'), text)
    const syntax = promtool(['check', 'rules', 'rules.yaml'], work)
    if (syntax) return [syntax]
    const tests = promtool(['test', 'rules', 'tests.yaml'], work)
    const rules = parse(text)[0].groups.flatMap(group => group.rules)
    return [...(tests ? [tests] : []), ...pages(rules), ...tested(rules), ...metrics(rules)]
  } finally {
    rmSync(work, { recursive: true })
  }
}

function pages(rules) {
  const named = rules.map(rule => basename(rule.annotations.runbook_url ?? ''))
  return [
    ...rules.filter(rule => !rule.annotations.runbook_url || !existsSync(join(REPOSITORY, rule.annotations.runbook_url)))
      .map(rule => `${rule.alert}: has no page`),
    ...readdirSync(PAGES).filter(page => page !== 'README.md' && !named.includes(page)).map(page => `${page}: no alert leads there`),
    ...rules.filter(rule => !/^(critical|warning)$/.test(rule.labels?.severity)).map(rule => `${rule.alert}: has no severity`),
    ...rules.filter(rule => rule.annotations.runbook_url && existsSync(join(REPOSITORY, rule.annotations.runbook_url)))
      .filter(rule => !readFileSync(join(REPOSITORY, rule.annotations.runbook_url), 'utf8').includes(rule.expr))
      .map(rule => `${rule.alert}: its page shows another expression`)
  ]
}

function tested(rules) {
  const cases = parse(readFileSync(join(K8S, 'alerts/tests.yaml'), 'utf8'))[0].tests.flatMap(test => test.alert_rule_test)
  return rules.flatMap(rule => {
    const own = cases.filter(one => one.alertname === rule.alert)
    return [
      ...(own.some(one => one.exp_alerts.length) ? [] : [`${rule.alert}: no test in which it fires`]),
      ...(own.some(one => !one.exp_alerts.length) ? [] : [`${rule.alert}: no test in which it stays quiet`])
    ]
  })
}

function metrics(rules) {
  const known = exported()
  return rules.flatMap(rule => [...new Set(rule.expr.match(/\bjeton_\w+/g))].filter(name => !known.has(name))
    .map(name => `${rule.alert}: no service has the metric ${name}`))
}

/** Metrics that sources register, by the names that Prometheus sees. */
function exported() {
  const names = new Set()
  for (const module of SOURCES) {
    const directory = join(REPOSITORY, module, 'src/main/java')
    for (const file of readdirSync(directory, { recursive: true }).filter(one => one.endsWith('.java'))) {
      const source = readFileSync(join(directory, file), 'utf8')
      for (const [, how, name] of source.matchAll(/(\w+)\(\s*(?:meters,\s*)?"(jeton\.[a-z.]+)"/g)) {
        forms(how, source, name.replaceAll('.', '_')).forEach(one => names.add(one))
      }
    }
  }
  return names
}

function forms(how, source, name) {
  if (how === 'counter') return [`${name}_total`]
  if (how === 'gauge' || how === 'countStale') return [name]
  // Gauge.builder or Timer.builder.
  if (how === 'builder') return source.includes(`Timer.builder("${name.replaceAll('_', '.')}"`) ? ['count', 'sum', 'bucket'].map(end => `${name}_seconds_${end}`) : [name]
  return []
}
