import { apart, away, carer, child, home, household, nearby, secondHome } from './household.js';

/** Families with a first child in 大班. */
export const largeHouseholds = [
  household(
    'wang-zihan-large',
    [child('王梓涵', '大一班', '09-09')],
    [home('mother', '付晓梅'), away('father', '王涛', '东莞')],
  ),
  household(
    'shen-jiaqi',
    [child('沈佳琪', '大一班', '01-30')],
    [carer('grandmother', '沈奶奶'), away('mother', '游丽', '中山'), away('father', '沈强', '中山')],
  ),
  household(
    'ding-yuxuan',
    [child('丁宇轩', '大一班', '03-19')],
    [carer('grandfather', '丁爷爷'), carer('grandmother', '文奶奶'), away('father', '丁磊', '宁波')],
  ),
  household(
    'yao-ruoxi',
    [child('姚若溪', '大一班', '06-22')],
    [home('mother', '颜慧'), home('father', '姚军')],
  ),
  household(
    'lu-zihao',
    [child('卢子豪', '大一班', '07-07')],
    [carer('maternal_grandmother', '毛外婆'), away('mother', '毛娟', '广州'), away('father', '卢勇', '广州')],
  ),
  household(
    'wang-yuhan',
    [child('汪雨涵', '大一班', '11-11')],
    [home('father', '汪洋'), away('mother', '谷丽', '东莞'), nearby('grandmother', '汪奶奶')],
  ),
  household(
    'ouyang-tingting',
    [child('欧阳婷婷', '大二班', '04-16')],
    [carer('grandmother', '易奶奶'), away('mother', '易红', '佛山'), away('father', '欧阳军', '佛山')],
  ),
  household(
    'yin-haobo',
    [child('尹浩博', '大二班', '02-09')],
    [home('mother', '章敏'), away('father', '尹刚', '厦门')],
  ),
  household(
    'xiong-shiyu',
    [child('熊诗雨', '大二班', '08-23')],
    [carer('grandfather', '熊爷爷'), away('mother', '段芬', '东莞'), away('father', '熊伟', '东莞')],
  ),
  household(
    'dai-zixuan',
    [child('戴梓萱', '大二班', '05-30')],
    [home('mother', '柳青'), carer('maternal_grandmother', '柳外婆')],
  ),
  secondHome('dai-zixuan-father', 'dai-zixuan', [apart('father', '戴勇')]),
  household(
    'xia-tianyou',
    [child('夏天佑', '大二班', '12-12')],
    [carer('grandmother', '夏奶奶'), away('mother', '祝丽', '惠州'), away('father', '夏军', '惠州')],
  ),
  household(
    'zhong-linger',
    [child('钟灵儿', '大二班', '03-27')],
    [home('mother', '阮芳'), home('father', '钟强')],
  ),
];
