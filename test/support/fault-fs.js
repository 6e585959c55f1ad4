// Stands in for node:fs/promises: the same, but that the process kills itself before the call of number FAULT.
import {constants, promises} from 'node:fs'

const fault = Number(process.env.FAULT ?? Number.POSITIVE_INFINITY)
let calls = 0

function step() {
  if (++calls >= fault) process.kill(process.pid, 'SIGKILL')
}

const faulty =
  (act) =>
  (...args) => {
    step()
    return act(...args)
  }

/** A file's own calls count, too: between opening and renaming there are several. */
function faultyFile(file) {
  for (const name of ['write', 'writeFile', 'truncate', 'chmod', 'chown', 'utimes', 'sync', 'datasync']) {
    file[name] = faulty(file[name].bind(file))
  }
  return file
}

export async function open(path, flags, mode) {
  const changes =
    typeof flags === 'string' ? /[wa+]/.test(flags) : (flags & (constants.O_CREAT | constants.O_TRUNC)) !== 0
  if (changes) step()
  return faultyFile(await promises.open(path, flags, mode))
}

export const mkdir = faulty(promises.mkdir)
export const rename = faulty(promises.rename)
export const unlink = faulty(promises.unlink)
export const rmdir = faulty(promises.rmdir)
export const rm = faulty(promises.rm)
export const symlink = faulty(promises.symlink)
export const link = faulty(promises.link)
export const lchown = faulty(promises.lchown)
export const {access, lstat, readdir, readFile, readlink, realpath, stat, statfs} = promises
