import { away, barred, carer, child, entrusted, home, household, nearby } from './household.js';

/** Families with a first child in 中班. */
export const middleHouseholds = [
  household(
    'zhou-zihan',
    [child('周子涵', '中一班', '04-04')],
    [carer('grandmother', '郑奶奶'), away('mother', '肖红', '东莞'), away('father', '周建', '东莞')],
  ),
  household(
    'he-yuxuan',
    [child('何雨萱', '中一班', '09-30')],
    [home('mother', '谭丽'), away('father', '何勇', '长沙')],
  ),
  household(
    'guo-yuhang',
    [child('郭宇航', '中一班', '01-22')],
    [
      carer('grandfather', '郭爷爷'),
      carer('grandmother', '肖奶奶'),
      away('mother', '陈静', '佛山'),
      away('father', '郭亮', '佛山'),
    ],
  ),
  household(
    'luo-siblings',
    [child('罗梦瑶', '中一班', '05-09'), child('罗梦泽', '大一班', '02-01')],
    [home('mother', '曾玲'), carer('grandmother', '罗奶奶'), away('father', '罗明', '深圳')],
  ),
  household(
    'xie-chengyu',
    [child('谢承宇', '中一班', '11-17')],
    [entrusted('aunt', '谢小红'), away('mother', '胡丽', '上海'), away('father', '谢军', '上海')],
  ),
  household(
    'deng-kexin',
    [child('邓可馨', '中一班', '03-03')],
    [home('mother', '尹慧'), home('father', '邓超')],
  ),
  household(
    'zeng-jiahao',
    [child('曾嘉豪', '中一班', '07-28')],
    [carer('maternal_grandfather', '刘外公'), away('mother', '刘莉', '广州'), barred('father', '曾勇')],
  ),
  household(
    'tang-shihan',
    [child('唐诗涵', '中二班', '02-14')],
    [carer('grandmother', '唐奶奶'), away('mother', '贺敏', '珠海'), away('father', '唐亮', '珠海')],
  ),
  household(
    'xu-bowen',
    [child('许博文', '中二班', '06-06')],
    [home('mother', '孟瑶'), home('father', '许峰'), nearby('grandfather', '许爷爷')],
  ),
  household(
    'han-xueqing',
    [child('韩雪晴', '中二班', '10-10')],
    [carer('maternal_grandmother', '覃外婆'), away('mother', '覃丽', '东莞'), away('father', '韩斌', '苏州')],
  ),
  household(
    'feng-junjie',
    [child('冯俊杰', '中二班', '12-25')],
    [carer('grandfather', '冯爷爷'), away('father', '冯波', '深圳')],
  ),
  household(
    'zou-yuxin',
    [child('邹雨欣', '中二班', '08-08')],
    [home('mother', '莫小燕'), away('father', '邹凯', '佛山')],
  ),
  household(
    'jiang-haoran',
    [child('蒋浩然', '中二班', '04-21')],
    [carer('grandmother', '蒋奶奶'), away('mother', '宁芳', '杭州'), away('father', '蒋勇', '杭州')],
  ),
  household(
    'li-siqi',
    [child('黎思琪', '中二班', '05-17')],
    [home('mother', '万莉'), home('father', '黎明辉')],
  ),
];
