import { askEveryPage } from './every-page.ts'

askEveryPage('zh')
