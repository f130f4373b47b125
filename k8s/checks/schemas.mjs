// Strict validation: each field exists in the official client's model and has its type; enums are in force; what is required
// is there (kubernetes-models, from the same OpenAPI document, which knows required fields and not unknown ones).
import * as client from '@kubernetes/client-node'
import { createRequire } from 'node:module'
import { called } from './objects.mjs'

const require = createRequire(import.meta.url)

/** The models say "string" where the API has a closed set. Each enum that our manifests use. */
const ENUMS = {
  'V1Container.imagePullPolicy': ['Always', 'IfNotPresent', 'Never'],
  'V1ContainerPort.protocol': ['TCP', 'UDP', 'SCTP'],
  'V1CustomResourceDefinitionSpec.scope': ['Namespaced', 'Cluster'],
  'V1DeploymentStrategy.type': ['Recreate', 'RollingUpdate'],
  'V1HTTPGetAction.scheme': ['HTTP', 'HTTPS'],
  'V1NetworkPolicyPort.protocol': ['TCP', 'UDP', 'SCTP'],
  'V1NetworkPolicySpec.policyTypes': ['Ingress', 'Egress'],
  'V1PersistentVolumeClaimSpec.accessModes': ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'],
  'V1PodSecurityContext.fsGroupChangePolicy': ['OnRootMismatch', 'Always'],
  'V1PodSpec.dnsPolicy': ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'],
  'V1PodSpec.restartPolicy': ['Always', 'OnFailure', 'Never'],
  'V1SeccompProfile.type': ['Localhost', 'RuntimeDefault', 'Unconfined'],
  'V1ServicePort.protocol': ['TCP', 'UDP', 'SCTP'],
  'V1ServiceSpec.externalTrafficPolicy': ['Cluster', 'Local'],
  'V1ServiceSpec.type': ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'],
  'V1TopologySpreadConstraint.whenUnsatisfiable': ['DoNotSchedule', 'ScheduleAnyway'],
  'V2MetricSpec.type': ['ContainerResource', 'External', 'Object', 'Pods', 'Resource'],
  'V2MetricTarget.type': ['AverageValue', 'Utilization', 'Value']
}

export function schemas(overlay) {
  return overlay.objects.flatMap(object => {
    const model = modelOf(object)
    if (!model) return [`${called(object)}: ${object.apiVersion} ${object.kind} is no kind that Kubernetes has`]
    return [...unknownOrMistyped(model, object, ''), ...missing(object)].map(problem => `${called(object)}: ${problem}`)
  })
}

function modelOf({ apiVersion = '', kind = '' }) {
  const version = apiVersion.split('/').pop()
  const model = client[version.charAt(0).toUpperCase() + version.slice(1) + kind]
  // The models' names carry no group: kubernetes-models says whether the group is right.
  return model && compiled(apiVersion, kind) ? model : undefined
}

function compiled(apiVersion, kind) {
  try {
    return require(`kubernetes-models/${apiVersion}/${kind}`)[kind]
  } catch {
    return undefined
  }
}

function missing(object) {
  try {
    new (compiled(object.apiVersion, object.kind))(object).validate()
    return []
  } catch (refusal) {
    return [refusal.message]
  }
}

function unknownOrMistyped(model, object, path) {
  if (!isObject(object)) return [`${path || 'it'} is ${JSON.stringify(object)}, not an object`]
  const fields = new Map(model.attributeTypeMap.map(field => [field.baseName, field.type]))
  return Object.entries(object).flatMap(([key, value]) => {
    const at = path ? `${path}.${key}` : key
    const type = fields.get(key)
    if (!type) return [`${at}: unknown field`]
    return [...ofType(type, value, at), ...outsideEnum(`${model.name}.${key}`, value, at)]
  })
}

function ofType(type, value, at) {
  const array = /^Array<(.*)>$/.exec(type)
  if (array) {
    return Array.isArray(value) ? value.flatMap((one, i) => ofType(array[1], one, `${at}[${i}]`)) : wrong(at, 'a list', value)
  }
  const map = /^{ \[key: string\]: (.*); }$/.exec(type)
  if (map) {
    if (!isObject(value)) return wrong(at, 'an object', value)
    return Object.entries(value).flatMap(([key, one]) => ofType(map[1], one, `${at}.${key}`))
  }
  switch (type) {
    case 'any':
    case 'object':
      return []
    case 'IntOrString':
      return ['string', 'number'].includes(typeof value) ? [] : wrong(at, 'a number or a string', value)
    case 'Date':
    case 'string':
      return typeof value === 'string' ? [] : wrong(at, 'a string', value)
    case 'number':
    case 'boolean':
      return typeof value === type ? [] : wrong(at, `a ${type}`, value)
    default:
      if (!client[type]?.attributeTypeMap) throw new Error(`${at}: these checks do not know the type ${type}`)
      return unknownOrMistyped(client[type], value, at)
  }
}

function outsideEnum(field, value, at) {
  const allowed = ENUMS[field]
  return allowed ? [value].flat().filter(one => !allowed.includes(one)).map(one => `${at}: ${one} is none of ${allowed}`) : []
}

const wrong = (at, expected, value) => [`${at}: expected ${expected}, not ${JSON.stringify(value)}`]
const isObject = value => typeof value === 'object' && value !== null && !Array.isArray(value)
