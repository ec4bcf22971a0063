import { away, carer, child, entrusted, home, household, phoneless } from './household.js';

/** Families with their children at the village school only. */
export const primaryHouseholds = [
  household(
    'shi-leilei',
    [child('石磊磊', '一年级', '02-22')],
    [carer('grandmother', '龙奶奶'), away('mother', '吴春花', '东莞'), away('father', '石军', '东莞')],
  ),
  phoneless(
    household(
      'ma-xiaolong',
      [child('麻小龙', '一年级', '06-18'), child('麻小凤', '三年级', '03-11')],
      [carer('grandfather', '麻爷爷'), carer('grandmother', '吴奶奶')],
    ),
  ),
  household(
    'long-xiaoxue',
    [child('龙晓雪', '一年级', '12-08')],
    [home('mother', '麻玉兰'), away('father', '龙建军', '温州')],
  ),
  household(
    'wu-zhiqiang',
    [child('吴志强', '一年级', '09-25')],
    [carer('maternal_grandfather', '田外公'), away('mother', '田翠', '佛山')],
  ),
  household(
    'tian-xinyue',
    [child('田欣悦', '一年级', '04-30')],
    [entrusted('uncle', '田志刚'), away('mother', '向丽', '杭州'), away('father', '田志明', '杭州')],
  ),
  household(
    'xiang-yang',
    [child('向阳', '一年级', '07-13')],
    [home('mother', '石小花'), home('father', '向志国')],
  ),
  household(
    'long-fei',
    [child('龙飞', '二年级', '01-17')],
    [carer('grandmother', '吴阿婆'), away('mother', '麻秀', '深圳'), away('father', '龙强', '深圳')],
  ),
  household(
    'ma-yiyi',
    [child('麻依依', '二年级', '10-02')],
    [home('mother', '龙秀云'), away('father', '麻建国', '东莞')],
  ),
  household(
    'peng-tao',
    [child('彭涛', '二年级', '08-29')],
    [carer('grandfather', '彭爷爷'), away('mother', '廖梅', '中山'), away('father', '彭勇', '中山')],
  ),
  household(
    'wu-jiahui',
    [child('吴佳慧', '二年级', '03-06')],
    [home('mother', '彭丽君'), home('father', '吴大勇')],
  ),
  household(
    'shi-jun',
    [child('石俊', '二年级', '11-28')],
    [carer('grandmother', '向奶奶'), away('father', '石文', '宁波')],
  ),
  household(
    'liao-yuchen',
    [child('廖雨晨', '三年级', '05-15')],
    [home('mother', '田桂香'), away('father', '廖兵', '惠州')],
  ),
  household(
    'xiang-xiaoying',
    [child('向小英', '三年级', '09-03'), child('向小军', '一年级', '02-10')],
    [carer('grandmother', '彭奶奶'), away('mother', '石玉', '广州'), away('father', '向文', '广州')],
  ),
];
