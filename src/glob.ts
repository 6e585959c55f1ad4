/** A pattern of `glob(7)` as an expression for whole paths: `*` and `?` stop at a slash, `*` not at a leading dot. */
export function globPattern(pattern: string): RegExp {
  const source = pattern.replace(/\[(!?)([^\]/]+)\]|[*?]|[^*?[]+|\[/g, (part, not: string | undefined, set: string) => {
    if (part === '*') return '(?!(?<=/)\\.)[^/]*'
    if (part === '?') return '[^/]'
    if (set !== undefined) return `[${not ? '^' : ''}${set.replace(/[\\\]^]/g, '\\$&')}]`
    return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  })
  return new RegExp(`^${source}$`, 's')
}
