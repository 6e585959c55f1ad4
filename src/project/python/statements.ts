import {type LogicalLine, readLines, type Token} from './tokens.js'

/** A simple statement, or the header of a compound one. */
export interface Statement {
  readonly tokens: readonly Token[]
  /** The headers of the blocks it stands in, the outermost first. */
  readonly parents: readonly Statement[]
  /** Its place in the module. */
  readonly index: number
}

const COMPOUND = new Set('if elif else for while try except finally with def class async match case'.split(' '))

/** The statements of a module, with the blocks that indentation makes. */
export function readStatements(text: string): Statement[] {
  const statements: Statement[] = []
  const open: {readonly indent: number; readonly header: Statement}[] = []
  for (const line of readLines(text)) {
    while (open.length > 0 && open.at(-1)!.indent >= line.indent) open.pop()
    for (const [depth, tokens] of splitHeader(line).entries()) {
      const statement = {tokens, parents: open.map(({header}) => header), index: statements.length}
      statements.push(statement)
      if (isHeader(tokens) && open.length < MAX_NESTING)
        open.push({indent: line.indent + depth / 1000, header: statement})
    }
  }
  return statements
}

/** Nobody nests deeper; what does is hostile. */
const MAX_NESTING = 100

function isHeader(tokens: readonly Token[]): boolean {
  return COMPOUND.has(tokens[0]!.text) && tokens.at(-1)!.text === ':'
}

/** `if x: y = 1` → `if x:` and `y = 1`. */
function splitHeader({tokens}: LogicalLine): (readonly Token[])[] {
  if (tokens[0]!.kind !== 'name' || !COMPOUND.has(tokens[0]!.text)) return [tokens]
  const colon = endOfHeader(tokens)
  if (colon === -1 || colon === tokens.length - 1) return [tokens]
  return [tokens.slice(0, colon + 1), tokens.slice(colon + 1)]
}

/** The first colon outside of brackets that belongs to no lambda. */
function endOfHeader(tokens: readonly Token[]): number {
  let depth = 0
  let lambdas = 0
  return tokens.findIndex(({kind, text}) => {
    if (kind === 'name' && text === 'lambda') lambdas += 1
    if (kind !== 'operator') return false
    if ('([{'.includes(text)) depth += 1
    if (')]}'.includes(text)) depth -= 1
    if (text !== ':' || depth > 0) return false
    if (lambdas === 0) return true
    lambdas -= 1
    return false
  })
}
