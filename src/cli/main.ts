import {execute} from '@oclif/core'

/** Runs the program; `root` is the folder of package.json. */
export async function run(root: string): Promise<void> {
  await execute({dir: root})
}
