// Who may connect to whom, as the NetworkPolicies of an overlay have it, against matrix.txt: every pair of parties and every
// port is tried, and what is allowed has to stand there, no more and no less.
import { readFileSync } from 'node:fs'
import { containers, ofKind, selects, workloads } from './objects.mjs'

const INSIDE = '10.1.2.3'

/** Parties outside of the manifests. Addresses are those for documentation that overlays/prod has until somebody replaces them. */
const OUTSIDE = {
  anybody: '9.9.9.9',
  relays: '192.0.2.1',
  providers: '192.0.2.17',
  msps: '192.0.2.33',
  callers: '192.0.2.65',
  issuers: '192.0.2.129',
  gateways: '192.0.2.145',
  'issuer-redis': '198.51.100.1',
  'issuer-postgres': '198.51.100.2',
  'lookup-redis': '203.0.113.1',
  'lookup-postgres': '203.0.113.8',
  'redeemer-redis': '203.0.113.65',
  'redeemer-postgres': '203.0.113.72'
}

/** Other pods of the cluster. */
const NEIGHBOURS = [
  { name: 'stranger', namespace: { 'kubernetes.io/metadata.name': 'default' }, labels: {} },
  { name: 'monitoring', namespace: { 'jeton.dev/monitoring': 'true' }, labels: {} },
  { name: 'caller', namespace: { 'jeton.dev/redeems': 'true' }, labels: {} },
  { name: 'dns', namespace: { 'kubernetes.io/metadata.name': 'kube-system' }, labels: { 'k8s-app': 'kube-dns' } }
]

const TRIED = [22, 53, 80, 443, 5432, 6379, 6443, 8443, 8444, 8453, 8454, 8463, 8464, 9443, 9444]

export function networkMatrix(overlay) {
  const policies = ofKind(overlay, 'NetworkPolicy')
  const parties = [...ours(overlay), ...NEIGHBOURS.map(one => ({ ...one, ip: INSIDE })), ...Object.entries(OUTSIDE).map(([name, ip]) => ({ name, ip }))]
  const allowed = new Set()
  for (const from of parties) {
    for (const to of parties) {
      if (from === to || !(from.ports || to.ports)) continue
      for (const port of TRIED) {
        if (passes(policies, from, to, port)) allowed.add(`${from.name} -> ${to.name}:${port}`)
      }
    }
  }
  const expected = new Set(expectedOf(overlay.name))
  return [
    ...[...allowed].filter(edge => !expected.has(edge)).map(edge => `${edge} is allowed, and not in matrix.txt`),
    ...[...expected].filter(edge => !allowed.has(edge)).map(edge => `${edge} is in matrix.txt, and not allowed`)
  ]
}

function expectedOf(overlay) {
  const text = readFileSync(new URL('matrix.txt', import.meta.url), 'utf8')
  const section = text.split(/^== /m).find(part => part.startsWith(`${overlay}\n`))
  if (!section) throw new Error(`matrix.txt has no section "${overlay}"`)
  return section.split('\n').slice(1).filter(line => line && !line.startsWith('#')).flatMap(line => {
    const [from, to] = line.split(' -> ')
    const [party, ports] = to.split(':')
    return ports.split(',').flatMap(port =>
      members(from).flatMap(source => members(party).map(target => `${source} -> ${target}:${port}`)))
  })
}

const members = party =>
  ({ world: Object.keys(OUTSIDE), everybody: [...Object.keys(OUTSIDE), ...NEIGHBOURS.map(one => one.name)] })[party] ?? [party]

/** Our own pods: named for their workload, and stores for the service they belong to. */
function ours(overlay) {
  const labels = Object.fromEntries(ofKind(overlay, 'Namespace').map(one => [one.metadata.name, one.metadata.labels]))
  return workloads(overlay).map(({ kind, metadata: { name, namespace }, spec: { template }, ...rest }) => ({
    name: kind === 'StatefulSet' ? `${namespace.replace('jeton-', '')}-${name}` : name,
    ip: INSIDE,
    // The API server sets this one itself.
    namespace: { 'kubernetes.io/metadata.name': namespace, ...labels[namespace] },
    labels: template.metadata.labels,
    ports: containers({ spec: { template }, ...rest }).flatMap(one => one.ports ?? [])
  }))
}

/** Both ends have to allow it; an end that no policy selects, for that direction, allows everything. */
function passes(policies, from, to, port) {
  return end(policies, from, 'Egress', to, port, to) && end(policies, to, 'Ingress', from, port, to)
}

function end(policies, party, type, peer, port, target) {
  const own = policies.filter(one =>
    party.ports && party.namespace['kubernetes.io/metadata.name'] === one.metadata.namespace
    && one.spec.policyTypes.includes(type) && selects(one.spec.podSelector, party.labels))
  if (!own.length) return true
  const [rules, peers] = type === 'Egress' ? ['egress', 'to'] : ['ingress', 'from']
  return own.some(policy => (policy.spec[rules] ?? []).some(rule =>
    (!rule[peers] || rule[peers].some(one => isPeer(one, policy, peer))) && (!rule.ports || rule.ports.some(one => isPort(one, port, target)))))
}

function isPeer({ ipBlock, namespaceSelector, podSelector }, policy, peer) {
  if (ipBlock) return contains(ipBlock.cidr, peer.ip) && !(ipBlock.except ?? []).some(cidr => contains(cidr, peer.ip))
  if (!peer.namespace) return false
  const inNamespace = namespaceSelector
    ? selects(namespaceSelector, peer.namespace)
    : peer.namespace['kubernetes.io/metadata.name'] === policy.metadata.namespace
  return inNamespace && (!podSelector || selects(podSelector, peer.labels))
}

function isPort(rule, port, target) {
  if (rule.endPort) throw new Error('policies with endPort are not understood by these checks')
  return typeof rule.port === 'number' ? rule.port === port : (target.ports ?? []).some(one => one.name === rule.port && one.containerPort === port)
}

function contains(cidr, ip) {
  const [base, bits] = cidr.split('/')
  const mask = bits === '0' ? 0 : (~0 << (32 - Number(bits))) >>> 0
  return (number(base) & mask) >>> 0 === (number(ip) & mask) >>> 0
}

const number = ip => ip.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
