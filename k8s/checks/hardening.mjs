// What Kubernetes' "restricted" pod security demands, and what a service that is to be moved and watched needs.
import { byName, called, containers, ofKind, selects, services, workloads } from './objects.mjs'

export function hardening(overlay) {
  return [
    ...ofKind(overlay, 'Namespace').filter(one => one.metadata.labels?.['pod-security.kubernetes.io/enforce'] !== 'restricted')
      .map(one => `${called(one)}: pod security is not enforced as restricted`),
    ...ofKind(overlay, 'Secret').map(one => `${called(one)}: a Secret stands in the manifests`),
    ...workloads(overlay).flatMap(one => restricted(one).map(problem => `${called(one)}: ${problem}`)),
    ...services(overlay).flatMap(one => service(overlay, one).map(problem => `${called(one)}: ${problem}`))
  ]
}

/** https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted, and a read-only root. */
function restricted(workload) {
  const pod = workload.spec.template.spec
  const problems = []
  const demand = (holds, problem) => holds || problems.push(problem)
  demand(pod.securityContext?.runAsNonRoot === true, 'may run as root')
  demand(pod.securityContext?.runAsUser > 0, 'runs as user 0, or as whoever the image says')
  demand(pod.securityContext?.seccompProfile?.type === 'RuntimeDefault', 'has no seccomp profile')
  demand(pod.automountServiceAccountToken === false, 'is given a token for the API server')
  demand(!pod.hostNetwork && !pod.hostPID && !pod.hostIPC, 'shares a name space of its node')
  demand(!(pod.volumes ?? []).some(volume => volume.hostPath), 'mounts a directory of its node')
  demand(!pod.initContainers && !pod.ephemeralContainers, 'has containers that these checks do not look at')
  for (const container of containers(workload)) {
    const { securityContext: context = {}, resources = {}, image } = container
    demand(context.allowPrivilegeEscalation === false, 'may escalate privileges')
    demand(!context.privileged, 'is privileged')
    demand(context.readOnlyRootFilesystem === true, 'may write to its root file system')
    demand(context.capabilities?.drop?.includes('ALL') && !context.capabilities.add, 'has capabilities')
    demand(context.runAsNonRoot !== false && context.runAsUser !== 0, 'may run as root after all')
    demand(resources.requests?.cpu && resources.requests?.memory, 'requests no processor or no memory')
    demand(resources.limits?.memory === resources.requests?.memory, 'has another limit of memory than it requests')
    demand(!(container.ports ?? []).some(port => port.hostPort), 'takes a port of its node')
    demand(/[^/]:[\w][\w.-]*$|@sha256:[0-9a-f]{64}$/.test(image) && !image.endsWith(':latest'), `image ${image} has no fixed tag`)
    demand(!(container.env ?? []).some(one => /PASSWORD$|SECRET$|TOKEN$/.test(one.name)), 'has a secret in its environment')
  }
  return problems
}

function service(overlay, deployment) {
  const { namespace, name } = deployment.metadata
  const { template, strategy } = deployment.spec
  const [container] = containers(deployment)
  const problems = []
  const demand = (holds, problem) => holds || problems.push(problem)
  const probe = (kind, path) => {
    const asked = container[kind]?.httpGet
    demand(asked?.path === path && asked.scheme === 'HTTPS' && asked.port === 'management', `${kind} does not ask ${path} of the management listener`)
  }
  probe('startupProbe', '/q/health/live')
  probe('livenessProbe', '/q/health/live')
  probe('readinessProbe', '/q/health/ready')

  const sleep = container.lifecycle?.preStop?.sleep?.seconds ?? 0
  // quarkus.shutdown.timeout of every service.
  demand(sleep >= 5 && template.spec.terminationGracePeriodSeconds >= sleep + 10 + 10, 'is not given the time to drain')
  demand(strategy?.rollingUpdate?.maxUnavailable === 0, 'takes a pod away before its successor is ready')

  const scaler = byName(overlay, 'HorizontalPodAutoscaler', namespace, name)
  demand(scaler, 'has no HorizontalPodAutoscaler')
  demand(overlay.name === 'dev' || scaler?.spec.minReplicas >= 2, 'has less than two replicas')
  demand(scaler?.spec.metrics?.some(metric => metric.resource?.target?.averageUtilization <= 80), 'scales at no utilization of at most 80 %')
  const budget = ofKind(overlay, 'PodDisruptionBudget').find(
    one => one.metadata.namespace === namespace && selects(one.spec.selector, template.metadata.labels))
  // One may always go, also at the fewest replicas: a budget that leaves no room blocks every drain of a node.
  demand(budget?.spec.maxUnavailable === 1 && budget.spec.minAvailable === undefined, 'has no PodDisruptionBudget that lets one pod go')
  for (const key of ['topology.kubernetes.io/zone', 'kubernetes.io/hostname']) {
    const spread = template.spec.topologySpreadConstraints?.find(one => one.topologyKey === key)
    demand(spread && selects(spread.labelSelector, template.metadata.labels), `is not spread over ${key}`)
  }

  const scrape = template.metadata.annotations ?? {}
  const management = container.ports?.find(port => port.name === 'management')?.containerPort
  demand(scrape['prometheus.io/port'] === `${management}` && scrape['prometheus.io/path'] === '/q/metrics'
    && scrape['prometheus.io/scheme'] === 'https', 'is not scraped where its metrics are')
  return problems
}
