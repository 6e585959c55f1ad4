import fc from 'fast-check'

/** What somebody would write who wants to be more than a value. */
const TRICKS = [
  ...['\n', '\r', '\r\n', '\0', '\t', '\u2028', '\u0085', '\ufeff', '\u202e', ' ', '  '],
  ...['exec-asap = touch /tmp/x', '\nexec-asap = x', '[uwsgi]', '\n[uwsgi]\n', '; ', '# ', ' #', ': ', ' :', '= ', '%'],
  ...['%%', '%n', '%(socket)', '%%(socket)', '$(HOME)', '$HOME', '$$', '@(/etc/passwd)', '@(exec://id)', '@'],
  ...[
    '"',
    "'",
    '\\',
    '\\\n',
    '`',
    '</module><exec-asap>x</exec-asap>',
    '<!--',
    '-->',
    '--',
    ']]>',
    '&amp;',
    '&',
    '<',
    '>',
  ],
  ...[
    '{',
    '}',
    '[',
    ']',
    '*',
    '?',
    '!',
    '|',
    ',',
    '- ',
    '-',
    '..',
    '/../',
    '/',
    '//',
    '~',
    'é',
    '日本',
    '💥',
    '\ud800',
  ],
  ...['\nExecStartPre=/bin/id', 'User=root', '+', ':', '%h', ';', '\nendscript\n', '{{name}}', 'true', '1', '"}'],
]

/** Text that is made of tricks and of what is harmless. */
export const hostile: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(...TRICKS), fc.string({maxLength: 6}), fc.string({unit: 'binary', maxLength: 3})), {
    maxLength: 5,
  })
  .map((parts) => parts.join(''))

/** The same behind a slash: nearly a path. */
export const hostilePath: fc.Arbitrary<string> = fc.oneof(
  hostile,
  hostile.map((text) => `/${text}`),
  hostile.map((text) => `/srv/${text}/x`),
)

/** Replaces one string in a tree of plain values, of those that `text` may stand in for; the nth, counted around. */
export function replaceString(tree: unknown, nth: number, text: string, isKept: (path: string) => boolean): unknown {
  const paths: string[] = []
  walk(tree, '', (path) => paths.push(path))
  const open = paths.filter((path) => !isKept(path))
  const target = open[nth % open.length]
  return walk(tree, '', (path, value) => (path === target ? text : value))
}

function walk(tree: unknown, path: string, visit: (path: string, value: string) => unknown): unknown {
  if (typeof tree === 'string') return visit(path, tree)
  if (Array.isArray(tree)) return tree.map((value, index) => walk(value, `${path}.${index}`, visit))
  if (typeof tree !== 'object' || tree === null) return tree
  return Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, walk(value, `${path}.${key}`, visit)]))
}
