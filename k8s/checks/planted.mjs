// Mistakes as people make them, each planted in a copy of what was rendered: a check that cannot find its mistake is none.
import { alerts } from './alerts.mjs'
import { checkOverlay } from './catalogue.mjs'
import { checkCustomResource } from './crd.mjs'
import { byName } from './objects.mjs'
import { developmentSecrets } from './references.mjs'

const deployment = (overlay, name) => byName(overlay, 'Deployment', `jeton-${name}`, name)
const pod = (overlay, name) => deployment(overlay, name).spec.template.spec
const container = (overlay, name) => pod(overlay, name).containers[0]
const policy = (overlay, namespace, name) => byName(overlay, 'NetworkPolicy', namespace, name).spec
const one = (overlay, kind, name) => byName(overlay, kind, `jeton-${name}`, name)

/** Replaces a text in a service's settings. */
function setting(overlay, name, from, to) {
  const map = overlay.objects.find(object => object.kind === 'ConfigMap' && object.metadata.name.startsWith(`${name}-settings`))
  const file = Object.keys(map.data).find(key => map.data[key].includes(from))
  map.data[file] = map.data[file].replace(from, to)
}

/** Title, what the check has to say, the mistake in overlay "dev". */
const IN_MANIFESTS = [
  ['a field that does not exist', /containers\[0\]\.livenessProb: unknown field/, o => { container(o, 'issuer').livenessProb = {} }],
  ['a field of the wrong type', /minReadySeconds: expected a number/, o => { deployment(o, 'issuer').spec.minReadySeconds = '5' }],
  ['a value outside of its enum', /imagePullPolicy: Sometimes is none of/, o => { container(o, 'lookup').imagePullPolicy = 'Sometimes' }],
  ['a required field that is missing', /scaleTargetRef/, o => { delete one(o, 'HorizontalPodAutoscaler', 'relay').spec.scaleTargetRef }],
  ['a kind of another group', /is no kind that Kubernetes has/, o => { deployment(o, 'relay').apiVersion = 'batch/v1' }],
  ['a Service that selects nobody', /selects 0 workloads/, o => { one(o, 'Service', 'lookup').spec.selector = { app: 'lookup' } }],
  ['a Service to a port that no container has', /no container has the port http/, o => { one(o, 'Service', 'lookup').spec.ports[0].targetPort = 'http' }],
  ['a Deployment that does not select its pods', /does not select its own pods/, o => { deployment(o, 'issuer').spec.selector.matchLabels = { app: 'x' } }],
  ['a budget for nobody', /PodDisruptionBudget .*selects no pod/, o => { one(o, 'PodDisruptionBudget', 'issuer').spec.selector.matchLabels = { app: 'x' } }],
  ['a policy for nobody', /NetworkPolicy .*selects no pod/, o => { policy(o, 'jeton-issuer', 'stores').podSelector = { matchLabels: { app: 'x' } } }],
  ['an autoscaler of nothing', /there is no Deployment relays/, o => { one(o, 'HorizontalPodAutoscaler', 'relay').spec.scaleTargetRef.name = 'relays' }],
  ['replicas beside an autoscaler', /every apply would set again/, o => { deployment(o, 'relay').spec.replicas = 3 }],
  ['a probe of a port that is not there', /asks the port admin/, o => { container(o, 'relay').readinessProbe.httpGet.port = 'admin' }],
  ['a ConfigMap that is not there', /there is no ConfigMap lookup-trust/, o => { pod(o, 'lookup').volumes.find(v => v.name === 'csips').configMap.name = 'lookup-trust' }],
  ['a Secret that nobody makes', /has no Secret issuer-kek/, o => { pod(o, 'issuer').volumes.find(v => v.name === 'keys').secret.secretName = 'issuer-kek' }],
  ['a Secret that nothing uses', /nothing uses jeton-issuer\/issuer-keys/, o => { pod(o, 'issuer').volumes.find(v => v.name === 'keys').secret.secretName = 'issuer-tls' }],
  ['a key that the Secret does not have', /no key user in the Secret/, o => { byName(o, 'StatefulSet', 'jeton-issuer', 'postgres').spec.template.spec.containers[0].env[1].valueFrom.secretKeyRef.key = 'user' }],
  ['a mount without a volume', /mounts keys, which is no volume/, o => { pod(o, 'lookup').volumes = pod(o, 'lookup').volumes.filter(v => v.name !== 'keys') }],
  ['two objects of one name', /stands there twice/, o => { o.objects.push(one(o, 'Service', 'relay')) }],
  ['a namespace that allows everything', /not enforced as restricted/, o => { o.objects.find(x => x.kind === 'Namespace').metadata.labels['pod-security.kubernetes.io/enforce'] = 'baseline' }],
  ['a Secret in the manifests', /a Secret stands in the manifests/, o => { o.objects.push({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 's', namespace: 'jeton-issuer' } }) }],
  ['a container that runs as root', /may run as root/, o => { pod(o, 'lookup').securityContext.runAsNonRoot = false }],
  ['a root file system that can be written', /may write to its root/, o => { container(o, 'lookup').securityContext.readOnlyRootFilesystem = false }],
  ['a capability', /has capabilities/, o => { container(o, 'lookup').securityContext.capabilities.add = ['NET_BIND_SERVICE'] }],
  ['no bound of memory', /another limit of memory/, o => { delete container(o, 'issuer').resources.limits }],
  ['an image that moves', /has no fixed tag/, o => { container(o, 'issuer').image = 'registry.example:5000/jeton-issuer' }],
  ['a password in the environment', /a secret in its environment/, o => { container(o, 'issuer').env.push({ name: 'QUARKUS_DATASOURCE_PASSWORD', value: 'x' }) }],
  ['live that depends on stores', /livenessProbe does not ask/, o => { container(o, 'lookup').livenessProbe.httpGet.path = '/q/health/ready' }],
  ['no time to drain', /time to drain/, o => { pod(o, 'lookup').terminationGracePeriodSeconds = 10 }],
  ['an update that takes pods away first', /before its successor/, o => { deployment(o, 'relay').spec.strategy.rollingUpdate.maxUnavailable = 1 }],
  ['a budget that lets nobody go', /lets one pod go/, o => { one(o, 'PodDisruptionBudget', 'issuer').spec = { minAvailable: 1, selector: one(o, 'PodDisruptionBudget', 'issuer').spec.selector } }],
  ['replicas that share a zone', /not spread over topology/, o => { pod(o, 'issuer').topologySpreadConstraints.shift() }],
  ['metrics scraped elsewhere', /not scraped where/, o => { deployment(o, 'relay').spec.template.metadata.annotations['prometheus.io/port'] = '8463' }],
  ['a misspelt setting', /no such setting/, o => setting(o, 'issuer', 'jeton.issuer.msp.directory', 'jeton.issuer.msps.directory')],
  ['a required setting that is missing', /jeton\.lookup\.authority: is required/, o => setting(o, 'lookup', 'jeton.lookup.authority=', '#')],
  ['the settings of a TLS configuration that is not used', /quarkus\.tls\.serve\..*no such setting/, o => setting(o, 'issuer', 'quarkus.tls.server.key-store', 'quarkus.tls.serve.key-store')],
  ['a port that the application does not open', /the application opens 9444/, o => { container(o, 'issuer').ports[1].containerPort = 9445 }],
  ['a file that is not mounted', /nothing is mounted at/, o => setting(o, 'lookup', '/run/secrets/jeton/keys/k1', '/run/keys/k1')],
  ['a file that its Secret does not have', /lookup-keys has no key k0/, o => setting(o, 'lookup', 'keys/k1', 'keys/k0')],
  ['a PostgreSQL that is not verified', /sslmode=verify-full/, o => setting(o, 'lookup', 'sslmode=verify-full', 'sslmode=require')],
  ['an issuer that reaches the ledger', /issuer -> lookup-redis:6379 is allowed/, o => {
    policy(o, 'jeton-issuer', 'stores').egress[0].to.push({ namespaceSelector: {} })
    policy(o, 'jeton-lookup', 'store-clients').ingress[0].from.push({ namespaceSelector: {} })
  }],
  ['a directory that senders reach by themselves', /anybody -> lookup:8443 is allowed/, o => { delete policy(o, 'jeton-lookup', 'lookup').ingress[0].from }],
  ['no default refusal', /lookup -> anybody:443 is allowed|stranger -> /, o => {
    o.objects = o.objects.filter(x => x.kind !== 'NetworkPolicy' || x.metadata.namespace !== 'jeton-lookup')
  }],
  ['a provider that cannot fetch keys', /lookup -> issuer:9443 is in matrix.txt/, o => { policy(o, 'jeton-lookup', 'directories').egress = [] }]
]

const spec = definition => definition.spec.versions[0].schema.openAPIV3Schema.properties.spec

/** The same for the custom resource's definition. */
const IN_THE_SCHEMA = [
  ['a schema that takes any provider', /refused\/msp-upper-case.yaml is accepted/, d => { delete spec(d).properties.msp.pattern }],
  ['a schema that takes any tier', /refused\/tier-name-with-an-underscore.yaml is accepted/, d => { delete spec(d).properties.tiers['x-kubernetes-validations'] }],
  ['a schema without a lowest batch', /refused\/tier-batch-zero.yaml is accepted/, d => { delete spec(d).properties.tiers.additionalProperties.properties.maxBatch.minimum }],
  ['a schema that lost a field', /accepted\/example-msp.yaml is refused/, d => { delete spec(d).properties.tiers.additionalProperties.properties.sendersPerEpoch }],
  ['a policy that changes hands', /given to another MSP/, d => { delete spec(d)['x-kubernetes-validations'] }]
]

/** The same for the Secrets of the overlay "dev". */
const IN_SECRETS = [
  ['a Secret that is not made', /jeton-issuer\/issuer-keys: that Secret is not made/, all => all.filter(x => x.metadata.name !== 'issuer-keys')],
  ['a key that is not made', /lookup-keys: k2 is not made/, all => { delete all.find(x => x.metadata.name === 'lookup-keys').data.k2; return all }]
]

/** The same for alert rules, as text. */
const IN_RULES = [
  ['a rule that is no PromQL', /could not parse|parse error/, text => text.replace('max by (namespace)', 'max by namespace')],
  ['an alert that fires for anything', /JetonRotationLate/, text => text.replace('jeton_issuer_keys_age_seconds) > 300', 'jeton_issuer_keys_age_seconds) > 3')],
  ['an alert that never fires', /JetonLedgerFenced/, text => text.replace('reason!~"not-armed|left"', 'reason="none"')],
  ['a metric that no service has', /no service has the metric jeton_gateway_keys_left_seconds/, text => text.replaceAll('jeton_gateway_keys_seconds_left', 'jeton_gateway_keys_left_seconds')],
  ['a counter by its gauge\'s name', /no service has the metric jeton_issuer_tokens\b/, text => text.replace('jeton_issuer_tokens_total', 'jeton_issuer_tokens')],
  ['an alert without a page', /JetonDocumentRefused: has no page/, text => text.replace('alerts/document-refused.md', 'alerts/documents.md')],
  ['an alert without a test', /JetonNew: no test in which it fires/, text => `${text}      - alert: JetonNew\n        expr: up == 0\n        labels: { severity: warning }\n        annotations: { runbook_url: docs/operations/alerts/README.md }\n`]
]

/**
 * @param {object[]} rendered what was rendered; it is not changed
 * @param {object[]} secrets what k8s/dev-secrets prints; likewise
 */
export function plantedMistakes(rendered, secrets) {
  const dev = rendered.find(overlay => overlay.name === 'dev')
  return [
    ...IN_MANIFESTS.map(([title, expected, plant]) => {
      const overlay = structuredClone(dev)
      plant(overlay)
      return { title, expected, problems: checkOverlay(overlay).flatMap(check => check.problems) }
    }),
    ...IN_SECRETS.map(([title, expected, plant]) => ({ title, expected, problems: developmentSecrets(plant(structuredClone(secrets))) })),
    ...IN_RULES.map(([title, expected, plant]) => ({ title, expected, problems: alerts(plant) })),
    ...IN_THE_SCHEMA.map(([title, expected, plant]) => ({ title, expected, problems: checkCustomResource(plant) }))
  ]
}
