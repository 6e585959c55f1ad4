import {ASGI_FRAMEWORKS} from '../../knowledge/python-applications.js'
import type {Detection} from '../detection.js'
import type {Folder} from '../folder.js'
import type {Candidate, Conclusion, ProjectEvidence} from '../project.js'
import {blockingRuns} from './blocking-run.js'
import {unnamedBottle} from './bottle-default.js'
import {entryOf, findApplications, frameworkOf, type PythonApplication} from './candidates.js'
import {preferDeclared} from './declared.js'
import {findDjango} from './django.js'
import {backendsOf} from './django-backends.js'
import {flaskStatics} from './flask-statics.js'
import {importedPackages} from './imports.js'
import {findPaste} from './paste.js'
import {requiredPackages} from './requirements.js'
import {PythonSources} from './sources.js'

/** Django, Flask, Pyramid, Falcon, Bottle and plain WSGI; and what speaks ASGI alone. */
export async function detectPython(folder: Folder): Promise<Detection> {
  const sources = new PythonSources(folder)
  const {wsgi, asgi} = await findApplications(sources)
  const django = await findDjango(wsgi, sources)
  const others = wsgi
    .filter(({found}) => found.maker !== 'django')
    .map((application) => candidateOf(application, sources))
  const candidates = await preferDeclared([...django.candidates, ...others, ...(await findPaste(folder))], folder)
  const asgiOnly = candidates.length > 0 ? undefined : asgiReason(asgi, django.asgi)
  const required = await requiredPackages(folder)
  const packages = [...required, ...(await importedPackages(sources)), ...backendsOf(django.settings)]
  const unnamed = candidates.length > 0 ? [] : await unnamedBottle(sources)
  const notices = [...django.notices, ...(await blockingRuns(wsgi, sources)), ...unnamed]
  return {candidates, notices, packages, ...(asgiOnly ? {asgiOnly} : {})}
}

function candidateOf(application: PythonApplication, sources: PythonSources): Candidate {
  const {found, rank} = application
  return {
    framework: frameworkOf(found.maker),
    entry: entryOf(application, sources),
    rank,
    evidence: found.evidence,
    environment: {},
    statics: found.maker === 'flask' ? flaskStatics(found, sources) : [],
  }
}

const INSTEAD =
  'uWSGI 2.0 loads WSGI alone; serve it with an ASGI server such as uvicorn or hypercorn, and proxy HTTP to it'

function asgiReason(
  asgi: readonly PythonApplication[],
  django: readonly ProjectEvidence[] | undefined,
): Conclusion<string> | undefined {
  const [first] = asgi
  if (first) {
    const {made, evidence} = first.found
    const name = ASGI_FRAMEWORKS[made.split('.')[0]!] ?? 'its application'
    return {value: `${name} speaks ASGI; ${INSTEAD}`, evidence}
  }
  return django && {value: `its settings name an ASGI application and no WSGI one; ${INSTEAD}`, evidence: django}
}
