import { describe, expect, it } from '@jest/globals';
import type { StaffRole } from '#shared/people/vocabulary.js';
import { foldNames } from '../../server/src/features/issues/conflict/name-characters.js';
import { namedStaff } from '../../server/src/features/issues/conflict/name-matcher.js';
import type { KnownStaff, NameContext } from '../../server/src/features/issues/conflict/known-staff.js';
import { effortOf } from '../support/effort.js';

type Role = [StaffRole, number?];
const classrooms = [
  { id: 1, name: '小一班' },
  { id: 2, name: '小(2)班' },
  { id: 3, name: '中班' },
];

/** Staff by name; the person's id is the place in the list. */
function staffOf(...people: [name: string, roles?: Role[], nicknames?: string[]][]): KnownStaff[] {
  return people.map(([name, roles = [['subject_teacher']], nicknames = []], personId) => ({
    personId,
    name,
    nicknames,
    roles: roles.map(([role, classroomId = null]) => ({ role, classroomId })),
  }));
}

const village = staffOf(
  ['王建国', [['logistics']]],
  ['林秀英', [['class_teacher', 1]]],
  ['陈红', [['class_teacher', 2]], ['豆豆老师']],
  ['李梅', [['class_teacher', 2]]],
  ['李大海', [['security']], ['海哥']],
  ['欧阳静', [['health']]],
  ['周国强', [['principal']]],
  ['高兰', [['canteen']]],
  ['任小燕'],
  ['张丽'],
);

/** Names of who is certain, then a bar, then the groups. */
function found(text: string, staff = village, more: Partial<NameContext> = {}): string {
  const { named, surname } = namedStaff(text, { staff, classrooms, ownClassrooms: [], ...more });
  const name = (id: number) => staff[id]?.name ?? '';
  const sure = [...named].sort((a, b) => a - b).map(name);
  return [sure.join(' '), ...surname.map((group) => group.map(name).join(' '))].join(' | ').trim();
}

describe('staff that a text names', () => {
  it.each([
    ['王建国把水管修坏了', '王建国'],
    ['王 建 国 老师骂人', '王建国'],
    ['王·建·国骂人', '王建国'],
    ['王　建国骂人', '王建国'],
    ['王\u200b建国骂人', '王建国'],
    ['王建國老師罵人', '王建国'],
    ['陳紅老師打孩子', '陈红'],
    ['王老师好凶', '王建国'],
    ['俺娃说王老师打他咧', '王建国'],
    ['俺们屋头那个林老师噻，凶得很', '林秀英'],
    ['侬晓得伐，小林老师老凶额', '林秀英'],
    ['嗰个林老师成日闹人', '林秀英'],
    ['林老师傅不给开门', '林秀英'],
    ['林师傅不给开门', '林秀英'],
    ['建国师傅没来', '王建国'],
    ['秀英老师收了红包', '林秀英'],
    ['欧阳医生不在', '欧阳静'],
    ['欧阳老师不在', '欧阳静'],
    ['周园长收钱', '周国强'],
    ['周 园 长收钱', '周国强'],
    ['张丽打了我家娃', '张丽'],
    ['丽丽老师打了我家娃', '张丽'],
    ['小丽老师打了我家娃', '张丽'],
    ['豆豆老师推人', '陈红'],
    ['海哥不让进', '李大海'],
    ['陈主任说不行', '陈红'],
    ['陈副主任说不行', '陈红'],
    ['打人的是陈家老师', '陈红'],
    ['那个姓陈的老师', '陈红'],
    ['那个老师姓陈', '陈红'],
    ['陈某老师打人', '陈红'],
    ['陈XX老师打人', '陈红'],
    ['陈**老师打人', '陈红'],
    ['任老师骂人', '任小燕'],
    ['高阿姨给的饭少', '高兰'],
    ['给高阿姨说了没用', '高兰'],
    ['李保安打人', '李大海'],
    ['园长收钱', '周国强'],
    ['幼儿园园长收钱', '周国强'],
    ['幼儿园长说要交钱', '周国强'],
    ['找园长没用', '周国强'],
    ['校長不管', '周国强'],
    ['保健医不在', '欧阳静'],
    ['门卫喝酒', '李大海'],
    ['厨师抽烟', '高兰'],
    ['园长您好，您昨天骂了我', '周国强'],
    ['园长你好，园长室的灯坏了，园长不管', '周国强'],
    ['林老师和高阿姨吵架', '林秀英 高兰'],
  ])('%s → %s', (text, expected) => {
    expect(found(text)).toBe(expected);
  });

  it.each([
    '老师好凶',
    '老师说要交钱',
    '孩子今天很高兴',
    '高兴的老师',
    '提高老师水平',
    '最高老师傅',
    '班主任老师',
    '任何老师都不行',
    '责任老师是谁',
    '园里的老师傅',
    '王子的衣服丢了',
    '国王老师演的',
    '女王老师演的',
    '小王子的书',
    '幼儿园长期没有热水',
    '学校长满了草',
    '孩子在幼儿园长胖了',
    '园长室的灯坏了',
    '校长信箱打不开',
    '门卫室漏水',
    '副园长说的',
    '园长您好，厕所的灯坏了，谢谢您',
    '尊敬的园长，您好！请问明天放假吗',
    '李子树倒了',
    '红花老师没有发',
    '陈同学打人',
    '小陈小朋友打人',
    '林子里有蛇',
    '海边的哥哥',
    '马老师打人',
    '马园长打人',
    '张口就骂的老师',
    '周一老师没来',
    '周末园里没人',
    '王\n老师',
  ])('%s names nobody', (text) => {
    expect(found(text)).toBe('');
  });

  it.each([
    ['李老师打人', '| 李梅 李大海'],
    ['小李老师打人', '| 李梅 李大海'],
    ['李师傅打人', '| 李梅 李大海'],
    ['李梅老师看见李老师打人', '李梅 | 李梅 李大海'],
    ['王建果老师打人', '| 王建国'],
    ['林老师打人，老李也在', '林秀英 | 李梅 李大海'],
    ['老林不开门', '| 林秀英'],
    ['王姐不给饭', '| 王建国'],
    ['王某打我家娃', '| 王建国'],
    ['姓王的打我家娃', '| 王建国'],
    ['李建国老师打人', '| 王建国 | 李梅 李大海'],
  ])('%s leaves it to a person: %s', (text, expected) => {
    expect(found(text)).toBe(expected);
  });

  it('knows the class teacher by the classroom that is named, or by the child’s own', () => {
    const own = { ownClassrooms: [1] };
    expect(found('小一班的班主任打人')).toBe('林秀英');
    expect(found('小1班班主任打人')).toBe('林秀英');
    expect(found('小（一）班主任打人')).toBe('林秀英');
    expect(found('班主任打人', village, own)).toBe('林秀英');
    expect(found('小二班的班主任打人', village, own)).toBe('| 陈红 李梅');
    expect(found('小二班的孩子被班主任打', village, own)).toBe('林秀英 | 陈红 李梅');
    expect(found('班主任打人')).toBe('');
    expect(found('中班的班主任打人')).toBe('');
    // Behind a seal the classroom is nobody's business.
    expect(found('班主任打人', village, { ownClassrooms: 'hidden' })).toBe('| 林秀英 陈红 李梅');
    expect(found('小一班班主任打人', village, { ownClassrooms: 'hidden' })).toBe('林秀英');
    expect(found('张班主任打人', village, own)).toBe('张丽');
  });

  it('takes an office only for who holds it alone, and several heads for a group', () => {
    const two = staffOf(
      ['周国强', [['principal']]],
      ['吴敏', [['principal']]],
      ['赵刚', [['security']]],
      ['钱勇', [['security']]],
    );
    expect(found('园长收钱', two)).toBe('| 周国强 吴敏');
    expect(found('保安抽烟', two)).toBe('');
    expect(found('吴园长收钱', two)).toBe('吴敏');
    const namesakes = staffOf(['周国强', [['principal']]], ['周梅', [['class_teacher', 1]]]);
    expect(found('周园长收钱', namesakes)).toBe('周国强');
    expect(found('周老师收钱', namesakes)).toBe('| 周国强 周梅');
  });

  it('is not misled by surnames and names that are words of the language', () => {
    const words = staffOf(
      ['向群'],
      ['于洋'],
      ['和秀梅'],
      ['时光明'],
      ['文静'],
      ['高明'],
      ['江海'],
      ['何平'],
      ['方圆'],
    );
    for (const text of [
      '家长和老师要沟通',
      '由于老师不够',
      '关于老师',
      '长江海边',
      '老师真高明',
      '为何老师不来',
      '地方老师',
      '我向老师请假',
      '向老师反映过',
    ])
      expect([text, found(text, words)]).toEqual([text, '']);
    for (const [text, expected] of [
      ['向老师打人', '| 向群'],
      ['时老师打人', '| 时光明'],
      ['昨天时老师打人', '| 时光明'],
      ['和老师打人', '| 和秀梅'],
      ['被和老师打了', '| 和秀梅'],
      ['小向老师打人', '向群'],
      ['姓时的老师打人', '时光明'],
      ['对于老师我有意见', '| 于洋'],
      ['我对方老师有意见', '| 方圆'],
      ['文静打人', '| 文静'],
      ['文静老师打人', '文静'],
      ['何老师打人', '何平'],
    ])
      expect([text, found(text ?? '', words)]).toEqual([text, expected]);
  });

  it('knows names that were stored with the office, compound surnames and foreign names', () => {
    const odd = staffOf(
      ['王园长', [['principal']]],
      ['陈老师'],
      ['司马光'],
      ['Lily'],
      ['古丽·买买提'],
      ['员工12'],
    );
    expect(found('王园长收钱', odd)).toBe('王园长');
    expect(found('陈老师收钱', odd)).toBe('陈老师');
    expect(found('陈老板收钱', odd)).toBe('');
    expect(found('司马老师收钱', odd)).toBe('司马光');
    expect(found('司老师收钱', odd)).toBe('');
    expect(found('LILY 老师收钱', odd)).toBe('Lily');
    expect(found('lilyan收钱', odd)).toBe('');
    expect(found('古丽买买提收钱', odd)).toBe('古丽·买买提');
    expect(found('员工12收钱', odd)).toBe('员工12');
  });

  it('prefers the longer of two names, and finds both where both stand', () => {
    const pair = staffOf(['王建'], ['王建国']);
    expect(found('王建国打人', pair)).toBe('王建国');
    expect(found('王建打人', pair)).toBe('王建');
    expect(found('王建国和王建打人', pair)).toBe('王建 王建国');
  });

  it('says the same of namesakes as of a surname', () => {
    const twins = staffOf(['王丽'], ['王丽'], ['王芳']);
    expect(found('王丽打人', twins)).toBe('| 王丽 王丽');
    expect(found('王老师打人', twins)).toBe('| 王丽 王丽 王芳');
  });

  it('stays quick with a long text and a large school', () => {
    const many = staffOf(
      ...Array.from({ length: 150 }, (_, at): [string] => [`王${String.fromCharCode(0x5000 + at)}国`]),
    );
    const text = '王老师说小王老师和老王今天又在提高老师水平，'.repeat(90).slice(0, 2000);
    const effort = effortOf(() => namedStaff(text, { staff: many, classrooms, ownClassrooms: [1] }));
    expect(effort).toBeLessThan(1500);
  });
});

describe('the folded form of a text', () => {
  it('joins what was spaced and keeps what parts sentences', () => {
    expect(foldNames('王 建 國，Ａbc 老師。陳\n紅')).toBe('王建国,abc老师。陈\n红');
  });
});
