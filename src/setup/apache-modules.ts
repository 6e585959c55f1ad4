import type {Wanted} from '../plan/plan.js'
import type {Situation} from './step.js'

const AVAILABLE = '/etc/apache2/mods-available'
const ENABLED = '/etc/apache2/mods-enabled'

/** Links for the modules that a site needs and that are not switched on: what `a2enmod` makes, with what they depend on. */
export async function apacheModules(site: string, {host}: Situation): Promise<readonly Wanted[]> {
  const named = [...site.matchAll(/<IfModule !(\w+)_module>/g)].map(([, name]) => name!)
  const available = await host.list(AVAILABLE)
  if (!Array.isArray(available)) return [] // Fedora loads all that is installed
  const files = new Set(available.map(({name}) => name))
  const steps: Wanted[] = []
  for (const module of await withDependencies(named, files, host)) {
    for (const file of [`${module}.conf`, `${module}.load`]) {
      if (!files.has(file) || (await host.facts(`${ENABLED}/${file}`)) !== undefined) continue
      steps.push({kind: 'link', path: `${ENABLED}/${file}`, target: `../mods-available/${file}`})
    }
  }
  return steps
}

/** `# Depends: proxy` in the file of a module. */
async function withDependencies(
  names: readonly string[],
  files: ReadonlySet<string>,
  host: Situation['host'],
): Promise<ReadonlySet<string>> {
  const all = new Set<string>()
  const open = [...names]
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (all.has(name) || !files.has(`${name}.load`)) continue
    all.add(name)
    const reading = await host.read(`${AVAILABLE}/${name}.load`, {maxBytes: 65_536})
    const text = reading.status === 'read' ? reading.bytes.toString('latin1') : ''
    open.push(...[...text.matchAll(/^# Depends:(.*)$/gm)].flatMap(([, line]) => line!.trim().split(/\s+/)))
  }
  return new Set([...all].sort())
}
