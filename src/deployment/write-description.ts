import type {Document} from 'yaml'
import type {DeploymentDescription} from './description.js'

const HEADING = ` What tsgi deploys: every file of deploy/ comes from here. Edit it and run: tsgi init`

/** The text of a new `tsgi.yaml`. */
export async function descriptionText(description: DeploymentDescription): Promise<string> {
  const {Document} = await import('yaml')
  const document = new Document({version: 1, ...description})
  document.commentBefore = HEADING
  return textOf(document)
}

/**
 * The text of a `tsgi.yaml` with other values: only what differs is touched, comments and order stay.
 *
 * @param text one that `parseDescription` takes
 */
export async function changedText(text: string, description: DeploymentDescription): Promise<string> {
  const {parseDocument, isMap} = await import('yaml')
  const document = parseDocument(text)
  const old = document.toJS() as object
  const isMapAt = (path: readonly string[]) => path.length === 0 || isMap(document.getIn(path, true))
  let isChanged = false
  for (const [path, value] of differences(old, description, [])) {
    const parents = path.slice(0, -1)
    if (!isMapAt(parents)) document.setIn(parents, {})
    document.setIn(path, document.createNode(value))
    isChanged = true
  }
  return isChanged ? textOf(document) : text
}

function textOf(document: Document): string {
  return document.toString({lineWidth: 120, flowCollectionPadding: false})
}

/** Where two trees of maps differ: paths of keys with the new value. What is gone from the second stays. */
function* differences(
  old: unknown,
  next: unknown,
  path: readonly string[],
): Generator<readonly [path: readonly string[], value: unknown]> {
  if (JSON.stringify(old) === JSON.stringify(next)) return
  if (!isTree(old) || !isTree(next)) {
    yield [path, next]
    return
  }
  for (const [key, value] of Object.entries(next)) {
    if (value !== undefined) yield* differences(old[key], value, [...path, key])
  }
}

function isTree(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
