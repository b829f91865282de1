/** Files and folders below the root that the program is made of, without its settings for Next. */
export const programFiles = [
  'app',
  'components',
  'lib',
  'public',
  'server.ts',
  'server.mjs',
  'package.json',
  'tsconfig.json',
] as const
