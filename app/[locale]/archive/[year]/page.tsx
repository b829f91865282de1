import { type ArchiveParams, ArchiveView, archiveMetadata, findArchivePart } from '../../../views/ArchiveView.tsx'

interface ArchiveProps {
  readonly params: Promise<ArchiveParams>
}

export async function generateMetadata({ params }: ArchiveProps) {
  return archiveMetadata(findArchivePart(await params))
}

export default async function ArchivePartPage({ params }: ArchiveProps) {
  return <ArchiveView {...findArchivePart(await params)} />
}
