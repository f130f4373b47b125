// The settings that a Java source declares: an interface with @ConfigMapping, its methods and those of the interfaces inside it.

/**
 * @param {string} source a Java file
 * @param {string} file its name, for messages
 * @returns {{name: string, pattern: RegExp, required: boolean}[]} empty if it is no such interface; a key of a map is "*" in a name
 */
export function declaredSettings(source, file) {
  const text = source.replace(/\/\*[^]*?\*\//g, '').replace(/\/\/.*$/gm, '')
  const prefix = /@ConfigMapping\(prefix = "([^"]+)"\)/.exec(text)?.[1]
  if (!prefix) return []
  const interfaces = new Map()
  collect(text, interfaces)
  const root = [...interfaces.keys()][0]
  const names = expand(interfaces, root, prefix, true)
  if (!names.length) throw new Error(`${file}: these checks found no setting in it`)
  return names.map(({ name, required }) => ({
    name,
    required,
    // Of a list, single elements can be set as well.
    pattern: new RegExp(`^${name.replaceAll('.', '\\.').replaceAll('*', '[^.]+')}(\\[\\d+\\])?$`)
  }))
}

/** Interfaces by name, each with its own text and without that of those inside. */
function collect(text, interfaces) {
  const start = /\binterface (\w+)[^{]*\{/g
  for (let found = start.exec(text); found; found = start.exec(text)) {
    let depth = 1
    let end = start.lastIndex
    while (depth > 0) depth += { '{': 1, '}': -1 }[text[end++]] ?? 0
    const body = text.slice(start.lastIndex, end - 1)
    interfaces.set(found[1], body.replace(/\binterface \w+[^{]*\{[^]*?\n    \}/g, ''))
    collect(body, interfaces)
    start.lastIndex = end
  }
}

function expand(interfaces, name, prefix, required) {
  const method = /((?:@\w+(?:\("[^"]*"\))?\s+)*)([\w<>, .]+?)\s+(\w+)\(\);/g
  return [...interfaces.get(name).matchAll(method)].flatMap(([, annotations, type, called]) => {
    const path = `${prefix}.${called.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`
    const map = /^Map<\w+, (\w+)>$/.exec(type.trim())
    const inner = map ? map[1] : type.trim()
    if (interfaces.has(inner)) return expand(interfaces, inner, map ? `${path}.*` : path, required && !map)
    return [{ name: map ? `${path}.*` : path, required: required && !map && !annotations.includes('@WithDefault') && !inner.startsWith('Optional') }]
  })
}
