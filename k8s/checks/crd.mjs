// The schema of QuotaPolicy accepts our examples and refuses the broken ones, as an API server would (structural schema, unknown
// fields strictly, rules in CEL). dev.jeton.issuer.quota has a test that the issuer decides alike.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isCelError, run } from '@bufbuild/cel'
import Ajv from 'ajv'
import { K8S, parse } from './render.mjs'

export function checkCustomResource(edit = definition => definition) {
  const [definition] = parse(readFileSync(join(K8S, 'crd/quotapolicies.yaml'), 'utf8'))
  edit(definition)
  const schema = definition.spec.versions[0].schema.openAPIV3Schema
  const accepted = examples('accepted').flatMap(({ file, document }) =>
    refusals(schema, definition, document).map(refusal => `${file} is refused: ${refusal}`))
  const refused = examples('refused').filter(({ document }) => !refusals(schema, definition, document).length)
    .map(({ file }) => `${file} is accepted`)
  return [...accepted, ...refused, ...transitions(schema)]
}

function examples(kind) {
  const directory = join(K8S, 'crd/examples', kind)
  return readdirSync(directory).map(file => ({ file: `${kind}/${file}`, document: parse(readFileSync(join(directory, file), 'utf8'))[0] }))
}

function refusals(schema, { spec }, document) {
  if (document.apiVersion !== `${spec.group}/${spec.versions[0].name}` || document.kind !== spec.names.kind) return ['another kind']
  const validate = new Ajv({ allErrors: true, formats: { 'int64': true, 'int32': true, 'date-time': true } }).compile(strict(schema))
  if (!validate(document)) return validate.errors.map(error => `${error.instancePath} ${error.message}`)
  return broken(schema, document)
}

/** The structural schema as JSON Schema that refuses unknown fields, as the API server does for kubectl. */
function strict(schema) {
  const { properties, additionalProperties, items, ...rest } = schema
  const plain = Object.fromEntries(Object.entries(rest).filter(([key]) => !key.startsWith('x-kubernetes-')))
  const children = record => Object.fromEntries(Object.entries(record).map(([key, value]) => [key, strict(value)]))
  return {
    ...plain,
    ...(properties && { properties: children(properties), additionalProperties: false }),
    ...(additionalProperties && { additionalProperties: strict(additionalProperties) }),
    ...(items && { items: strict(items) })
  }
}

/** Rules that a new object breaks, at any depth. Those with oldSelf are for changes: transitions(). */
function broken(schema, value, path = '') {
  if (value === undefined) return []
  const own = (schema['x-kubernetes-validations'] ?? []).filter(one => !one.rule.includes('oldSelf') && !holds(one.rule, { self: value }))
  return [
    ...own.map(one => `${path} ${one.message}`),
    ...Object.entries(schema.properties ?? {}).flatMap(([key, child]) => broken(child, value[key], `${path}/${key}`)),
    ...(schema.additionalProperties ? Object.entries(value).flatMap(([key, one]) => broken(schema.additionalProperties, one, `${path}/${key}`)) : [])
  ]
}

function transitions(schema) {
  const spec = schema.properties.spec
  const [policy] = parse(readFileSync(join(K8S, 'crd/examples/accepted/one-tier.yaml'), 'utf8'))
  const kept = (self, oldSelf) =>
    (spec['x-kubernetes-validations'] ?? []).filter(one => one.rule.includes('oldSelf')).every(one => holds(one.rule, { self, oldSelf }))
  return [
    ...(kept({ ...policy.spec, tokensPerEpoch: 6000 }, policy.spec) ? [] : ['a changed limit is refused']),
    ...(kept({ ...policy.spec, msp: 'mimi://other.example' }, policy.spec) ? ['a policy can be given to another MSP'] : [])
  ]
}

function holds(rule, bindings) {
  const result = run(rule, bindings)
  if (isCelError(result)) throw new Error(`${rule}: ${result.message}`)
  return result === true
}
