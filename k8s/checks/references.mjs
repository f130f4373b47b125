// Whatever an object names exists: pods behind selectors, ports, ConfigMaps, Secrets and keys, the autoscaler's target.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { byName, called, containers, ofKind, selects, workloads } from './objects.mjs'
import { K8S, parse } from './render.mjs'

const [CONTRACT] = parse(readFileSync(join(K8S, 'secrets.yaml'), 'utf8'))

/** Keys of a Secret that an operator makes, by k8s/secrets.yaml; undefined where that does not name it. */
export function secretKeys(overlay, namespace, name) {
  const keys = CONTRACT.everywhere[namespace]?.[name]
  const more = overlay.name === 'dev' ? CONTRACT.dev[namespace]?.[name] : undefined
  return keys || more ? [...(keys ?? []), ...(more ?? [])] : undefined
}

export function references(overlay) {
  return [
    ...twice(overlay),
    ...workloads(overlay).flatMap(one => [...ownPods(one), ...sources(overlay, one), ...probes(one), ...mounts(one)]),
    ...ofKind(overlay, 'Service').flatMap(one => servicePods(overlay, one)),
    ...ofKind(overlay, 'PodDisruptionBudget').flatMap(one => somePods(overlay, one, one.spec.selector)),
    ...ofKind(overlay, 'NetworkPolicy').flatMap(one => somePods(overlay, one, one.spec.podSelector)),
    ...ofKind(overlay, 'HorizontalPodAutoscaler').flatMap(one => target(overlay, one)),
    ...unusedSecrets(overlay)
  ]
}

function twice(overlay) {
  const names = overlay.objects.map(called)
  return names.filter((name, i) => names.indexOf(name) !== i).map(name => `${name} stands there twice`)
}

function ownPods(workload) {
  return selects(workload.spec.selector, workload.spec.template.metadata.labels)
    ? []
    : [`${called(workload)}: its selector does not select its own pods`]
}

const podsOf = (overlay, namespace, selector) =>
  workloads(overlay).filter(one => one.metadata.namespace === namespace && selects(selector, one.spec.template.metadata.labels))

function somePods(overlay, object, selector) {
  return podsOf(overlay, object.metadata.namespace, selector).length ? [] : [`${called(object)}: its selector selects no pod`]
}

function servicePods(overlay, service) {
  const pods = podsOf(overlay, service.metadata.namespace, { matchLabels: service.spec.selector })
  if (pods.length !== 1) return [`${called(service)}: its selector selects ${pods.length} workloads`]
  const ports = portsOf(pods[0])
  return service.spec.ports
    .filter(port => !ports.has(port.targetPort))
    .map(port => `${called(service)}: no container has the port ${port.targetPort}`)
}

/** Names and numbers of a workload's ports. */
const portsOf = workload => new Set(containers(workload).flatMap(one => (one.ports ?? []).flatMap(port => [port.name, port.containerPort])))

function probes(workload) {
  return containers(workload).flatMap(container =>
    ['startupProbe', 'livenessProbe', 'readinessProbe']
      .map(probe => [probe, container[probe]?.httpGet?.port ?? container[probe]?.tcpSocket?.port])
      .filter(([, port]) => port !== undefined && !portsOf(workload).has(port))
      .map(([probe, port]) => `${called(workload)}: ${probe} asks the port ${port}, which no container has`)
  )
}

function mounts(workload) {
  const volumes = [...(workload.spec.template.spec.volumes ?? []), ...(workload.spec.volumeClaimTemplates ?? []).map(one => one.metadata)]
  const mounted = containers(workload).flatMap(one => (one.volumeMounts ?? []).map(mount => mount.name))
  return [
    ...mounted.filter(name => !volumes.some(volume => volume.name === name)).map(name => `${called(workload)}: mounts ${name}, which is no volume`),
    ...volumes.filter(volume => !mounted.includes(volume.name)).map(volume => `${called(workload)}: volume ${volume.name} is not mounted`)
  ]
}

function sources(overlay, workload) {
  const { namespace } = workload.metadata
  const problems = []
  for (const { configMap, secret } of workload.spec.template.spec.volumes ?? []) {
    if (configMap && !configMap.optional && !byName(overlay, 'ConfigMap', namespace, configMap.name)) {
      problems.push(`${called(workload)}: there is no ConfigMap ${configMap.name}`)
    }
    if (secret && !secretKeys(overlay, namespace, secret.secretName)) {
      problems.push(`${called(workload)}: k8s/secrets.yaml has no Secret ${secret.secretName}`)
    }
  }
  for (const variable of containers(workload).flatMap(one => one.env ?? [])) {
    const ref = variable.valueFrom?.secretKeyRef
    if (ref && !secretKeys(overlay, namespace, ref.name)?.includes(ref.key)) {
      problems.push(`${called(workload)}: k8s/secrets.yaml has no key ${ref.key} in the Secret ${ref.name}`)
    }
  }
  return problems
}

function unusedSecrets(overlay) {
  const inUse = new Set(
    workloads(overlay).flatMap(one =>
      (one.spec.template.spec.volumes ?? []).filter(volume => volume.secret).map(volume => `${one.metadata.namespace}/${volume.secret.secretName}`)
    )
  )
  const namespaces = ofKind(overlay, 'Namespace').map(one => one.metadata.name)
  const promised = namespaces.flatMap(namespace =>
    [CONTRACT.everywhere, ...(overlay.name === 'dev' ? [CONTRACT.dev] : [])].flatMap(part =>
      Object.keys(part[namespace] ?? {}).map(name => `${namespace}/${name}`)
    )
  )
  return [...new Set(promised)].filter(name => !inUse.has(name)).map(name => `k8s/secrets.yaml: nothing uses ${name}`)
}

/** Whether `secrets`, what k8s/dev-secrets prints, are those that k8s/secrets.yaml promises of the overlay "dev". */
export function developmentSecrets(secrets) {
  const made = new Map(secrets.map(one => [`${one.metadata.namespace}/${one.metadata.name}`, Object.keys(one.data)]))
  const names = [CONTRACT.everywhere, CONTRACT.dev].flatMap(part =>
    Object.entries(part).flatMap(([namespace, one]) => Object.keys(one).map(name => `${namespace}/${name}`)))
  return [
    ...[...made.keys()].filter(name => !names.includes(name)).map(name => `${name} is made, and not in k8s/secrets.yaml`),
    ...[...new Set(names)].flatMap(name => {
      const promised = secretKeys({ name: 'dev' }, ...name.split('/'))
      const missing = made.has(name) ? promised.filter(key => !made.get(name).includes(key)) : ['that Secret']
      return missing.map(key => `${name}: ${key} is not made`)
    })
  ]
}

function target(overlay, scaler) {
  const { kind, name } = scaler.spec.scaleTargetRef
  const found = byName(overlay, kind, scaler.metadata.namespace, name)
  if (!found) return [`${called(scaler)}: there is no ${kind} ${name}`]
  return found.spec.replicas === undefined ? [] : [`${called(scaler)}: ${name} has "replicas", which every apply would set again`]
}
