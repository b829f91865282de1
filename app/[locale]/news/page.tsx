import { ListView } from '../../views/ListView.tsx'
import { findList, type ListParams, listFigures, listMetadata, readListRequest } from '../../views/list.ts'

interface ListProps {
  readonly params: Promise<ListParams>
}

export async function generateMetadata({ params }: ListProps) {
  return listMetadata(readListRequest(await params))
}

export default async function News({ params }: ListProps) {
  const found = findList(readListRequest(await params))
  return <ListView found={found} figures={await listFigures(found)} />
}
