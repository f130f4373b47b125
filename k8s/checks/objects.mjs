// Small questions that several checks ask of rendered objects.

export const ofKind = (overlay, ...kinds) => overlay.objects.filter(object => kinds.includes(object.kind))

/** Deployments and StatefulSets: whatever has pods. */
export const workloads = overlay => ofKind(overlay, 'Deployment', 'StatefulSet')

export const services = overlay =>
  ofKind(overlay, 'Deployment').filter(one => one.metadata.labels?.['app.kubernetes.io/component'] === 'service')

export const called = object => `${object.kind} ${object.metadata.namespace ?? '-'}/${object.metadata.name}`

export const containers = workload => workload.spec.template.spec.containers

/** Whether `labels` fulfil a label selector with matchLabels; other selectors are not used here, and refused. */
export function selects(selector, labels = {}) {
  const unknown = Object.keys(selector).filter(key => key !== 'matchLabels')
  if (unknown.length) throw new Error(`selectors with ${unknown} are not understood by these checks`)
  return Object.entries(selector.matchLabels ?? {}).every(([key, value]) => labels[key] === value)
}

export const byName = (overlay, kind, namespace, name) =>
  overlay.objects.find(one => one.kind === kind && one.metadata.namespace === namespace && one.metadata.name === name)

/** Properties of a text, in their order; `#` begins a comment line. */
export function properties(text) {
  return new Map(
    text
      .split('\n')
      .filter(line => line.trim() && !line.startsWith('#'))
      .map(line => [line.slice(0, line.indexOf('=')).trim(), line.slice(line.indexOf('=') + 1).trim()])
  )
}
