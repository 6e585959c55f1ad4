import {node} from '../../src/host/node.js'
import {applyPlan} from '../../src/plan/apply.js'
import {Journal} from '../../src/plan/journal.js'
import {look} from '../../src/plan/look.js'
import {Manifest} from '../../src/plan/manifest.js'
import type {Wanted} from '../../src/plan/plan.js'
import {resume, unfinishedRun} from '../../src/plan/resume.js'
import {undo} from '../../src/plan/undo.js'

/** What a process of its own does in the tests that kill it: argv is `<what> <journal folder> <wanted, JSON>`. */
const [what, folder, json] = process.argv.slice(2) as [string, string, string]
const wanted = JSON.parse(json) as Wanted[]

if (what === 'manifest') {
  const manifest = await Manifest.read(folder, node)
  const files = wanted.filter((step) => step.kind === 'file')
  await manifest.with(files, {keepOld: true}).save(node)
  await applyPlan(await look(wanted, {host: node, written: (path) => manifest.written(path)}), {host: node})
  await manifest.with(files).save(node)
} else {
  const journal = await Journal.open(folder, node)
  if (what === 'apply') {
    const log = await journal.start('the walk', wanted, {force: true})
    const plan = await look(wanted, {host: node, written: (path) => journal.written(path)})
    await applyPlan(plan, {host: node, log, force: true})
    await log.finish()
  } else if (what === 'resume') {
    const run = unfinishedRun(journal)
    if (run) await resume(journal, run, {host: node})
  } else {
    const {left} = await undo(journal, {host: node})
    if (left.length > 0) throw new Error(JSON.stringify(left))
  }
  await journal.close()
}
