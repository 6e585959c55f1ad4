import {described, oneOf, plainText, refusal} from './refusal.js'

const RULE = /^[A-Z]{2}\d{0,3}$/

/** Of a rule of lint, or how several begin: `UW409`, `UW4`, `NX`. */
export const ruleId = described({type: 'string', pattern: RULE.source}, (value: unknown): string => {
  const text = plainText(value, 'a rule')
  if (RULE.test(text)) return text
  throw refusal(value, 'a rule', 'ids are like UW409; UW4 and UW stand for all that begin so')
})

export const lintSeverity = oneOf(['error', 'warning', 'info', 'off'])
