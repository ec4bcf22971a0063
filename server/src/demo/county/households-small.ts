import { apart, away, carer, child, home, household, nearby, phoneless, secondHome } from './household.js';

/** Families with a first child in 小班. */
export const smallHouseholds = [
  household(
    'zhang-yinuo',
    [child('张一诺', '小一班', '04-12')],
    [carer('grandmother', '张奶奶'), away('mother', '何丽', '东莞'), away('father', '张军', '东莞')],
  ),
  household(
    'liu-haoyu',
    [child('刘浩宇', '小一班', '06-30')],
    [home('mother', '田敏'), carer('grandmother', '刘奶奶'), away('father', '刘伟', '深圳')],
  ),
  household(
    'long-twins',
    [
      child('龙思睿', '小一班', '11-05'),
      child('龙思远', '小一班', '11-05'),
      child('龙思琪', '三年级', '07-19'),
    ],
    [
      carer('grandfather', '龙爷爷'),
      carer('grandmother', '麻奶奶'),
      away('mother', '石春梅', '广州'),
      away('father', '龙海', '广州'),
    ],
  ),
  phoneless(
    household(
      'peng-jiayi',
      [child('彭佳怡', '小一班', '02-18')],
      [carer('maternal_grandmother', '向外婆'), away('mother', '向燕', '佛山')],
    ),
  ),
  household(
    'yang-zixuan',
    [child('杨子轩', '小一班', '09-21')],
    [home('mother', '周婷'), home('father', '杨帆')],
  ),
  household(
    'tian-yutong',
    [child('田雨桐', '小一班', '01-08'), child('田雨泽', '大二班', '10-26')],
    [carer('grandmother', '田奶奶'), away('mother', '罗芳', '中山'), away('father', '田勇', '中山')],
  ),
  household(
    'wang-zihan',
    [child('王梓涵', '小二班', '03-14')],
    [
      carer('grandmother', '周奶奶'),
      carer('grandfather', '王爷爷'),
      away('mother', '李娟', '东莞'),
      away('father', '王强', '佛山'),
    ],
  ),
  household(
    'chen-zimo',
    [child('陈子墨', '小二班', '05-26')],
    [carer('maternal_grandmother', '吴外婆'), away('mother', '吴霞', '东莞'), away('father', '陈刚', '惠州')],
  ),
  household(
    'wu-xinyan',
    [child('吴欣妍', '小二班', '07-02')],
    [home('mother', '廖倩'), away('father', '吴斌', '宁波')],
  ),
  phoneless(
    household(
      'xiang-junxi',
      [child('向俊熙', '小二班', '10-19')],
      [carer('grandfather', '向爷爷'), away('father', '向东', '温州')],
    ),
  ),
  household(
    'li-muyang',
    [child('李沐阳', '小二班', '12-03')],
    [home('mother', '赵雪'), home('father', '李鹏'), nearby('maternal_grandmother', '赵外婆')],
  ),
  household(
    'shi-yutong',
    [child('石语桐', '小二班', '08-15'), child('石语嫣', '二年级', '05-04')],
    [carer('grandmother', '石奶奶'), away('mother', '龙梅', '东莞'), away('father', '石磊', '东莞')],
  ),
  household(
    'zhao-yijie',
    [child('赵一㛃', '小二班', '02-27')],
    [home('mother', '唐琳'), home('father', '赵磊')],
  ),
  household(
    'huang-yichen',
    [child('黄奕辰', '小二班', '06-11')],
    [home('mother', '邓洁'), carer('maternal_grandmother', '邓外婆')],
  ),
  secondHome('huang-yichen-father', 'huang-yichen', [
    apart('father', '黄涛'),
    nearby('grandmother', '黄奶奶'),
  ]),
];
