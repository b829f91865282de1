import type { NextConfig } from 'next'

const config: NextConfig = {
  htmlLimitedBots: /.*/,
  poweredByHeader: false,
  compress: false,
  generateEtags: false,
  devIndicators: false,
  serverExternalPackages: ['better-sqlite3', '@parcel/watcher', 'sharp'],
}
export default config
