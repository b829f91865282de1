const least = { major: 20, minor: 19 }

/**
 * What is wrong with this version of Node, or `undefined` when the site runs on it.
 *
 * @param {string} version such as `v20.19.0`
 */
export function nodeVersionFault(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number)
  if (major > least.major || (major === least.major && minor >= least.minor)) return undefined
  return `This is Node ${version}; the site needs Node ${least.major}.${least.minor} or newer. Install it from https://nodejs.org or with your version manager (nvm install 22).`
}
