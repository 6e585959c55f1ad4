import type {Web} from '../../deployment/deployment.js'
import {matching, oneLine, unsafeValue} from '../unsafe.js'

/** A directive of the user's own, as it stands in the file. */
export interface OwnDirective {
  readonly name: string
  readonly value: string
}

/** They would bring in what nobody looked at. */
const BRINGS_IN = /^(include|includeoptional|loadmodule|loadfile|define|undefine|use)$/i

/** `web.directives` for Apache: arguments as they are, one line each. */
export function apacheDirectives({directives}: Web): OwnDirective[] {
  return directives.map(([name, value]) => {
    refuseNginx(name)
    matching('the name of a directive', name, /^[a-z]\w*$/i, 'it is no directive of Apache')
    if (BRINGS_IN.test(name)) throw unsafeValue('the name of a directive', name, 'it brings in other configuration')
    const text = oneLine(`the value of ${name}`, value)
    if (text.endsWith('\\'))
      throw unsafeValue(`the value of ${name}`, value, 'a backslash at the end takes in the next line')
    if (/\$\{/.test(text))
      throw unsafeValue(`the value of ${name}`, value, 'Apache would put a variable in place of ${')
    return {name, value: text}
  })
}

/** `web.directives` for lighttpd: a number, or a string. */
export function lighttpdDirectives({directives}: Web): OwnDirective[] {
  return directives.map(([name, value]) => {
    refuseNginx(name)
    matching('the name of a directive', name, /^[a-z][\w-]*(\.[\w-]+)+$/i, 'it is no directive of lighttpd')
    const text = oneLine(`the value of ${name}`, value)
    if (/^\d{1,9}$/.test(text)) return {name, value: text}
    const plain = matching(`the value of ${name}`, text, /^[^"\\]*$/, 'it is a number, or text without " and \\')
    return {name, value: `"${plain}"`}
  })
}

function refuseNginx(name: string): void {
  if (name.startsWith('uwsgi_')) throw unsafeValue('the name of a directive', name, 'it is a directive of Nginx')
}
