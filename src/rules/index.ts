import nx001 from './nginx/nx001-uwsgi-params.js'
import type {Rule} from './rule.js'

/** Every rule, sorted by id. */
export const rules: readonly Rule[] = [nx001]
