/** What one look at a folder may cost; what lies beyond is not looked at, and a notice says so. */
export interface FolderLimits {
  /** Entries of folders. */
  readonly entries: number
  /** Folders below the project's own. */
  readonly depth: number
  /** Files whose text is read. */
  readonly reads: number
  /** Bytes of one file; the rest of it is not seen. */
  readonly fileBytes: number
  /** Bytes of all files together. */
  readonly totalBytes: number
}

export const FOLDER_LIMITS: FolderLimits = {
  entries: 20_000,
  depth: 8,
  reads: 2_000,
  fileBytes: 512 * 1024,
  totalBytes: 32 * 1024 * 1024,
}

/** Folders whose content is somebody else's, made, or kept by a tool. */
export const SKIPPED_FOLDERS: ReadonlySet<string> = new Set([
  ...['node_modules', 'bower_components', 'vendor', 'site-packages', 'dist-packages', '__pycache__', '__pypackages__'],
  ...['.git', '.hg', '.svn', '.idea', '.vscode', '.tox', '.nox', '.cache', '.eggs', '.bundle', '.terraform'],
  ...['.pytest_cache', '.mypy_cache', '.ruff_cache', '.ipynb_checkpoints', '.next', '.nuxt', '.svelte-kit'],
])

/** Folders whose applications are not the one to deploy. */
export const SIDE_FOLDERS: ReadonlySet<string> = new Set([
  ...['test', 'tests', 'testing', 'spec', 'specs', 't', 'xt', 'fixtures', '__tests__', 'e2e'],
  ...['doc', 'docs', 'example', 'examples', 'sample', 'samples', 'demo', 'demos', 'tutorial', 'tutorials'],
  ...['benchmark', 'benchmarks', 'bench', '.github', '.gitlab', 'migrations', 'alembic'],
])
