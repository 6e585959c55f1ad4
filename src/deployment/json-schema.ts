import z from 'zod'
import {deployment} from './schema.js'

/** Where the package has it, for those who have the package: `tsgi/schema.json`. */
export const SCHEMA_FILE = 'tsgi.schema.json'

/** The schema of `tsgi.yaml` for editors, as JSON Schema (draft 7, which all of them read). */
export function deploymentJsonSchema(): object {
  return {title: 'tsgi.yaml', ...z.toJSONSchema(deployment, {target: 'draft-7', io: 'input'})}
}
