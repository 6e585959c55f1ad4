// Stands in for node:fs/promises: the same, but that the process kills itself once record number FAULT of a journal is on
// disk, before anything else happens.
import {promises} from 'node:fs'

const fault = Number(process.env.FAULT ?? Number.POSITIVE_INFINITY)
let records = 0

export async function open(path, flags, mode) {
  const file = await promises.open(path, flags, mode)
  if (!String(path).endsWith('journal.jsonl')) return file
  const datasync = file.datasync.bind(file)
  file.datasync = async () => {
    await datasync()
    if (++records === fault) process.kill(process.pid, 'SIGKILL')
  }
  return file
}

export const {access, appendFile, chmod, chown, constants, copyFile, lchown, link, lstat, mkdir, mkdtemp} = promises
export const {
  readdir,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  rmdir,
  stat,
  statfs,
  symlink,
  truncate,
  unlink,
  utimes,
} = promises
export const {writeFile, lutimes, opendir, cp, watch} = promises
export default {...promises, open}
