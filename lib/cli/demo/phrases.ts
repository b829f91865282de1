/** The same words in both languages. `{name}` is a slot. */
export interface Phrase {
  readonly en: string
  readonly zh: string
}

export type Phrases = readonly [Phrase, ...Phrase[]]

/** The same in English and Chinese. */
export const phrase = (en: string, zh: string): Phrase => ({ en, zh })

/** Works of a company that does not exist. */
export const plants: Phrases = [
  phrase('Qinghe works', '清禾厂区'),
  phrase('Donglin works', '东霖厂区'),
  phrase('Nanpu river port', '南埔河港'),
  phrase('Beishan test hall', '北杉试验站'),
  phrase('Xiling foundry', '西翎铸造厂'),
  phrase('Anhe rail yard', '安荷编组场'),
  phrase('Pingyuan depot', '坪垣仓储园'),
  phrase('Lushan mill', '麓衫轧钢厂'),
]

export const products: Phrases = [
  phrase('roof-support frame', '液压支架'),
  phrase('conveyor drive', '输送机驱动装置'),
  phrase('low-noise gearbox', '低噪声齿轮箱'),
  phrase('inspection trolley', '巡检小车'),
  phrase('dust filter', '除尘滤筒'),
  phrase('battery locomotive', '蓄电池机车'),
  phrase('slurry pump', '渣浆泵'),
  phrase('track maintenance car', '轨道养护车'),
]

export const quarters: Phrases = [
  phrase('first quarter', '第一季度'),
  phrase('second quarter', '第二季度'),
  phrase('third quarter', '第三季度'),
  phrase('fourth quarter', '第四季度'),
]

/** Sentences of which paragraphs are put together; each stands by itself. */
export const sentences: Phrases = [
  phrase(
    'The work was planned in {k} steps, and each was closed with a short report.',
    '工作分{k}步推进，每一步都以一份简短报告收尾。',
  ),
  phrase(
    'Before the change, a {product} waited {k} hours between two stations.',
    '调整之前，一台{product}在两道工序之间要等待{k}小时。',
  ),
  phrase(
    'The crews of three shifts were asked first; {k} of their remarks went into the plan.',
    '方案首先征求三个班组的意见，其中{k}条被采纳。',
  ),
  phrase('Parts come from suppliers within {n} kilometres.', '零部件来自{n}公里以内的供应商。'),
  phrase(
    'Measured values are written down at the beginning and at the end of each shift.',
    '每班开始和结束时各记录一次测量值。',
  ),
  phrase(
    'The control room now shows temperatures, loads and stops on one screen.',
    '控制室如今在同一块屏幕上显示温度、负荷和停机情况。',
  ),
  phrase('Until the end of {year} the old line stays ready as a reserve.', '到{year}年底之前，旧生产线作为备用保留。'),
  phrase(
    'Steel for the frames is cut at the {plant} and welded the same day.',
    '框架用钢在{plant}下料，当天完成焊接。',
  ),
  phrase(
    'The yard keeps a stock for {k} days, so that a late train stops nobody.',
    '堆场保有{k}天的库存，列车晚点也不会影响生产。',
  ),
  phrase('A second inspection follows in {k} months.', '{k}个月后将进行第二次检查。'),
  phrase(
    'The figures are preliminary and will be confirmed in the yearly report.',
    '以上为初步数据，最终以年度报告为准。',
  ),
  phrase(
    'Noise at the fence was measured on {k} nights and stayed below the limit.',
    '厂界噪声在{k}个夜晚进行了测量，均低于限值。',
  ),
  phrase(
    'Rainwater from the roofs, about {n} cubic metres a year, cools the compressors.',
    '屋面雨水每年约{n}立方米，用于空压机冷却。',
  ),
  phrase('Spare parts carry a label that can be read without contact.', '备件贴有可非接触读取的标签。'),
  phrase(
    'New staff walk the whole way of a part once, from the gate to the train.',
    '新员工都要沿零件的全程走一遍，从大门直到列车。',
  ),
  phrase('The drawing office changed {k} dimensions after the first trial.', '首次试验之后，设计室调整了{k}处尺寸。'),
  phrase('Visitors may see the hall on the first Saturday of each month.', '每月第一个星期六，访客可以参观厂房。'),
  phrase('What was learned is kept in a handbook that every workshop can add to.', '经验写入手册，各车间均可补充。'),
  phrase(
    'The crane of the {plant} lifts {n} tonnes and needs four minutes for the length of the hall.',
    '{plant}的行车起重{n}吨，走完全跨需要四分钟。',
  ),
  phrase('Heat from the furnace warms the changing rooms in winter.', '炉体余热在冬季为更衣室供暖。'),
]

export const quotes: Phrases = [
  phrase(
    'We changed one thing at a time and wrote down what happened. That is the whole secret.',
    '我们一次只改一处，并记录结果。秘诀不过如此。',
  ),
  phrase(
    'A good stop is one that was planned. This one was planned for a year.',
    '好的停产是有计划的停产，这一次计划了一年。',
  ),
  phrase('The machine is new; the care for it is what we have always had.', '设备是新的，对设备的爱护一如既往。'),
]

export const quoteSources: Phrases = [
  phrase('From the shift book of the {plant}', '摘自{plant}班组日志'),
  phrase('From the report of the {plant}', '摘自{plant}工作报告'),
]

export const headings: Phrases = [
  phrase('What changes', '有何变化'),
  phrase('How it was done', '如何实现'),
  phrase('What comes next', '下一步'),
  phrase('Figures', '数据'),
]

export const pictureTexts: Phrases = [
  phrase('A works with two chimneys and a long hall before low hills', '低山前的厂区，两座烟囱与一座长厂房'),
  phrase('Cranes over a river port at evening', '傍晚河港上的起重机'),
  phrase('Storage tanks and pipes under a clear sky', '晴空下的储罐与管廊'),
  phrase('Wind turbines beyond a field of solar panels', '光伏板与远处的风力发电机'),
  phrase('A railway yard with covered wagons', '停有棚车的编组场'),
  phrase('Inside a hall: columns, a crane bridge, a row of machines', '厂房内景：立柱、桥式行车与成排设备'),
]

export const captions: Phrases = [
  phrase('The {plant}, seen from the south.', '从南侧看{plant}。'),
  phrase('Work goes on in three shifts.', '三班连续作业。'),
  phrase('The site in the week of the start.', '启用当周的现场。'),
]

/** `text` with its slots filled. Throws when a slot has no value, which is a fault of the phrases. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (slot, name: string) => {
    const value = values[name]
    if (value === undefined) throw new Error(`No value for ${slot} in "${text}"`)
    return value
  })
}
