import type { NextConfig } from 'next'

const config: NextConfig = {
  // Metadata stands in `head` for every reader; Next streams it into the body for agents that this does not match.
  htmlLimitedBots: /.*/,
  // `lib/serve` writes all headers, compresses, and decides on slashes.
  poweredByHeader: false,
  compress: false,
  generateEtags: false,
  skipTrailingSlashRedirect: true,
  devIndicators: false,
  // By name and by number: Next's development mode refuses its own scripts from any other host.
  allowedDevOrigins: ['127.0.0.1'],
  // `npm run check` and the tests check types; a site that starts should not wait for it.
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: import.meta.dirname },
  experimental: {
    // One style sheet for the whole site: a second request costs more than the bytes of pages not yet read.
    cssChunking: { type: 'graph', requestCost: 10_000_000 },
    // A process that serves would hold them in memory.
    serverSourceMaps: false,
  },
  serverExternalPackages: ['better-sqlite3', 'sharp'],
}
export default config
