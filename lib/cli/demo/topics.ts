import { type Phrase, type Phrases, phrase } from './phrases.ts'

export interface Topic {
  readonly category: 'company' | 'policy' | 'awards' | 'training' | 'industry'
  readonly title: Phrase
  readonly lead: Phrase
  readonly tags: Phrases
}

const topic = (category: Topic['category'], title: Phrase, lead: Phrase, tags: Phrases): Topic => ({
  category,
  title,
  lead,
  tags,
})

const tag = {
  production: phrase('production', '生产'),
  quality: phrase('quality', '质量'),
  safety: phrase('safety', '安全'),
  energy: phrase('energy', '能源'),
  results: phrase('results', '业绩'),
  apprentices: phrase('apprentices', '学徒'),
  logistics: phrase('logistics', '物流'),
  digital: phrase('digitalization', '数字化'),
  neighbours: phrase('neighbours', '社区'),
  maintenance: phrase('maintenance', '检修'),
} satisfies Record<string, Phrase>

/** What the releases are about. */
export const topics: readonly [Topic, ...Topic[]] = [
  topic(
    'company',
    phrase('{plant} starts its {n}-tonne press', '{plant}{n}吨压力机投产'),
    phrase(
      'The {n}-tonne press at the {plant} made its first part this week, after {k} weeks of trial runs.',
      '经过{k}周试运行，{plant}的{n}吨压力机本周压出第一件产品。',
    ),
    [tag.production, tag.maintenance],
  ),
  topic(
    'company',
    phrase('The first {product} leaves the line at the {plant}', '首台{product}在{plant}下线'),
    phrase(
      'A new line at the {plant} has finished its first {product}; {n} more are planned for {year}.',
      '{plant}新生产线完成首台{product}，{year}年计划再生产{n}台。',
    ),
    [tag.production],
  ),
  topic(
    'company',
    phrase('{year} results: orders in the {quarter} rise by {k} percent', '{year}年{quarter}订单增长{k}%'),
    phrase(
      'Orders rose by {k} percent in the {quarter} of {year}; the {product} had the largest share.',
      '{year}年{quarter}订单增长{k}%，其中{product}占比最大。',
    ),
    [tag.results],
  ),
  topic(
    'company',
    phrase('Overhaul stops the {plant} for {k} days', '{plant}停产检修{k}天'),
    phrase(
      'The {plant} stands still for {k} days while furnaces, cranes and pipes are examined.',
      '{plant}将停产{k}天，对炉体、行车和管线进行全面检查。',
    ),
    [tag.maintenance, tag.safety],
  ),
  topic(
    'company',
    phrase('A warehouse of {n} square metres opens at the {plant}', '{plant}{n}平方米仓库启用'),
    phrase(
      'Finished goods of the {plant} now wait under one roof, {k} minutes from the railway.',
      '{plant}的成品从此集中存放，距铁路仅{k}分钟路程。',
    ),
    [tag.logistics],
  ),
  topic(
    'training',
    phrase('{n} apprentices begin at the {plant}', '{n}名学徒走进{plant}'),
    phrase(
      '{n} apprentices have begun their first year at the {plant}; each spends {k} weeks in every workshop.',
      '{n}名学徒在{plant}开始第一年学习，每人在各车间轮训{k}周。',
    ),
    [tag.apprentices],
  ),
  topic(
    'training',
    phrase('Safety week {year}: {n} people practise at the {plant}', '{year}年安全周：{plant}{n}人参加演练'),
    phrase(
      'For one week, {n} people at the {plant} practised what to do when an alarm sounds.',
      '一周之内，{plant}有{n}人演练了警报响起后的应对。',
    ),
    [tag.safety],
  ),
  topic(
    'training',
    phrase('Crane drivers of the {plant} learn on a simulator', '{plant}行车司机上模拟机练兵'),
    phrase(
      'A simulator lets crane drivers of the {plant} lift {n} loads without moving one.',
      '借助模拟机，{plant}的行车司机不动一件货物就能练习{n}次起吊。',
    ),
    [tag.digital, tag.safety],
  ),
  topic(
    'industry',
    phrase('{n} units of the {product} leave by rail', '{n}台{product}装车发运'),
    phrase(
      'A train with {n} units of the {product} left the {plant} on time, the {k}th this year.',
      '满载{n}台{product}的列车从{plant}准点发出，是今年的第{k}列。',
    ),
    [tag.logistics],
  ),
  topic(
    'industry',
    phrase('How the {product} saves {k} percent of its power', '{product}如何节电{k}%'),
    phrase(
      'Measurements over {n} hours at the {plant} show what the new {product} needs: {k} percent less.',
      '在{plant}历时{n}小时的测量表明，新型{product}用电减少{k}%。',
    ),
    [tag.energy, tag.digital],
  ),
  topic(
    'industry',
    phrase('Open day: the {plant} receives {n} visitors', '开放日：{plant}迎来{n}位访客'),
    phrase(
      'Neighbours, pupils and families, {n} in all, saw how a {product} is made.',
      '邻里、学生和家属共{n}人，参观了{product}的制造过程。',
    ),
    [tag.neighbours],
  ),
  topic(
    'policy',
    phrase('The {plant} sets its energy plan for {year}', '{plant}公布{year}年能源方案'),
    phrase(
      'The {plant} will use {k} percent less energy for each {product} by the end of {year}.',
      '到{year}年底，{plant}每台{product}的能耗将下降{k}%。',
    ),
    [tag.energy],
  ),
  topic(
    'policy',
    phrase('New rules for contractors at the {plant}', '{plant}承包商管理新规施行'),
    phrase(
      'Firms that work at the {plant} register {k} days ahead from now on; the form has one page.',
      '今后在{plant}作业的单位须提前{k}天登记，表格只有一页。',
    ),
    [tag.safety],
  ),
  topic(
    'policy',
    phrase('Quiet hours agreed between the {plant} and its neighbours', '{plant}与邻里约定静音时段'),
    phrase(
      'Between ten at night and six in the morning the {plant} moves no steel; {n} households were asked.',
      '夜间十时至清晨六时，{plant}不再搬运钢材；此前征求了{n}户居民的意见。',
    ),
    [tag.neighbours],
  ),
  topic(
    'awards',
    phrase('The {plant} wins the company’s improvement prize of {year}', '{plant}获{year}年公司改进奖'),
    phrase(
      'Of {n} proposals, the one from the {plant} saved most time: {k} minutes for each {product}.',
      '在{n}项提案中，{plant}的方案最省时：每台{product}节省{k}分钟。',
    ),
    [tag.quality],
  ),
  topic(
    'awards',
    phrase('{k} audits without a remark: the {plant} keeps its record', '连续{k}次审核零问题：{plant}保持纪录'),
    phrase(
      'For the {k}th time in a row an audit at the {plant} closed without a remark.',
      '{plant}连续第{k}次以零问题通过审核。',
    ),
    [tag.quality],
  ),
  topic(
    'awards',
    phrase(
      '{n} days without an accident at the {plant}, and what the crews of its workshops, its yard and its control room changed in their daily work to get there',
      '{plant}安全运行{n}天：各车间、堆场与控制室班组在日常工作中作出的改变',
    ),
    phrase(
      'The board at the gate of the {plant} shows {n} days without an accident.',
      '{plant}大门口的看板显示：安全运行{n}天。',
    ),
    [tag.safety],
  ),
]
