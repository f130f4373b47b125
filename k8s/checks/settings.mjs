// Settings of the rendered ConfigMaps against the applications' own sources: each exists, each that is required is set, the ports
// are those that the application opens, and each path leads to a file that is mounted.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { byName, called, containers, properties, services } from './objects.mjs'
import { declaredSettings } from './declared.mjs'
import { secretKeys } from './references.mjs'
import { REPOSITORY } from './render.mjs'

/** Modules whose settings a service reads. The first is its own, with its application.properties. */
const MODULES = {
  issuer: ['issuer', 'service'],
  lookup: ['lookup', 'redeemer/embedded', 'service'],
  redeemer: ['redeemer/service', 'redeemer/embedded', 'service'],
  relay: ['relay']
}

/** What deployments set of Quarkus, beside what application.properties has already. */
const QUARKUS = [
  /^quarkus\.tls\.([a-z-]+)\.key-store\.pem\.0\.(cert|key)$/,
  /^quarkus\.tls\.([a-z-]+)\.trust-store\.pem\.certs$/,
  /^quarkus\.datasource\.(reactive|jdbc)\.url$/,
  /^quarkus\.datasource\.reactive\.trust-certificate-pem(\.certs)?$/,
  /^quarkus\.datasource\.reactive\.postgresql\.ssl-mode$/,
  /^quarkus\.datasource\.reactive\.hostname-verification-algorithm$/
]

const ENCRYPTED_DATABASE = {
  'quarkus.datasource.reactive.trust-certificate-pem': 'true',
  'quarkus.datasource.reactive.postgresql.ssl-mode': 'verify-full',
  'quarkus.datasource.reactive.hostname-verification-algorithm': 'HTTPS'
}

const applications = new Map()

function application(name) {
  if (!applications.has(name)) {
    const own = properties(readFileSync(join(REPOSITORY, MODULES[name][0], 'src/main/resources/application.properties'), 'utf8'))
    const declared = MODULES[name].flatMap(module =>
      javaFiles(join(REPOSITORY, module, 'src/main/java')).flatMap(file => declaredSettings(readFileSync(file, 'utf8'), file)))
    applications.set(name, { own, declared })
  }
  return applications.get(name)
}

const javaFiles = directory =>
  readdirSync(directory, { recursive: true }).filter(file => file.endsWith('.java')).map(file => join(directory, file))

export function settings(overlay) {
  return services(overlay).flatMap(deployment => {
    const app = application(deployment.metadata.name)
    const files = mountedSettings(overlay, deployment)
    if (typeof files === 'string') return [`${called(deployment)}: ${files}`]
    const set = new Map(files.flatMap(text => [...properties(text)]))
    return [
      ...[...set].flatMap(([key]) => (known(app, key) ? [] : [`${key}: the application has no such setting`])),
      ...app.declared.filter(one => one.required && !one.name.includes('*') && !set.has(one.name) && !app.own.has(one.name))
        .map(one => `${one.name}: is required, and not set`),
      ...ports(app, deployment),
      ...encrypted(app, set),
      ...[...set].flatMap(([key, value]) => path(overlay, deployment, key, value))
    ].map(problem => `${called(deployment)}: ${problem}`)
  })
}

/** The texts of the ConfigMap at /app/config, which is the application's config directory, or what is wrong with it. */
function mountedSettings(overlay, deployment) {
  const map = mountAt(overlay, deployment, '/app/config')?.configMap
  const data = map && byName(overlay, 'ConfigMap', deployment.metadata.namespace, map.name)?.data
  if (!data) return 'no ConfigMap is mounted at /app/config'
  const locations = (containers(deployment)[0].env ?? []).find(one => one.name === 'SMALLRYE_CONFIG_LOCATIONS')?.value ?? ''
  const files = ['application.properties', ...locations.split(',').filter(one => one.startsWith('file:/app/config/')).map(one => one.slice(17))]
  const missing = files.find(file => data[file] === undefined)
  return missing ? `${map.name} has no ${missing}` : files.map(file => data[file])
}

function known(app, key) {
  if (app.declared.some(one => one.pattern.test(key)) || app.own.has(key)) return true
  const shape = QUARKUS.map(pattern => pattern.exec(key)).find(Boolean)
  if (!shape) return false
  // A name of a TLS configuration that the application does not use would be silently ignored.
  return !key.startsWith('quarkus.tls.') || [...app.own.keys()].some(own => own.startsWith(`quarkus.tls.${shape[1]}.`))
}

function ports(app, deployment) {
  const declared = Object.fromEntries((containers(deployment)[0].ports ?? []).map(port => [port.name, `${port.containerPort}`]))
  return [['public', 'quarkus.http.ssl-port'], ['management', 'quarkus.management.port']]
    .filter(([name, key]) => declared[name] !== app.own.get(key))
    .map(([name, key]) => `port ${name} is ${declared[name]}; the application opens ${app.own.get(key)} (${key})`)
}

function encrypted(app, set) {
  if (!app.own.has('quarkus.datasource.db-kind')) return []
  const problems = Object.entries(ENCRYPTED_DATABASE).filter(([key, value]) => set.get(key) !== value)
    .map(([key, value]) => `${key}: has to be ${value}, or PostgreSQL is not verified`)
  const jdbc = set.get('quarkus.datasource.jdbc.url') ?? ''
  return jdbc.includes('sslmode=verify-full') ? problems : [...problems, 'quarkus.datasource.jdbc.url: has to say sslmode=verify-full']
}

function path(overlay, deployment, key, value) {
  const found = /(?:^|sslrootcert=)(\/[^&,]+)/.exec(value)?.[1]
  if (!found) return []
  const mount = mountOf(deployment, found)
  if (!mount) return [`${key}: nothing is mounted at ${found}`]
  const file = found.slice(mount.mountPath.length + 1)
  if (!file) return []
  const volume = mountAt(overlay, deployment, mount.mountPath)
  // references.mjs says so.
  if (!volume) return []
  const { namespace } = deployment.metadata
  const keys = volume.secret
    ? secretKeys(overlay, namespace, volume.secret.secretName)
    : Object.keys(byName(overlay, 'ConfigMap', namespace, volume.configMap?.name)?.data ?? {})
  return keys?.includes(file) ? [] : [`${key}: ${volume.secret?.secretName ?? volume.configMap?.name} has no key ${file}`]
}

const mountOf = (deployment, file) =>
  containers(deployment)[0].volumeMounts.find(one => file === one.mountPath || file.startsWith(`${one.mountPath}/`))

function mountAt(overlay, deployment, mountPath) {
  const name = containers(deployment)[0].volumeMounts.find(one => one.mountPath === mountPath)?.name
  return deployment.spec.template.spec.volumes.find(volume => volume.name === name)
}
