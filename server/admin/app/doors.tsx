import {
  ApartmentOutlined,
  AuditOutlined,
  BarChartOutlined,
  BankOutlined,
  CalendarOutlined,
  CheckSquareOutlined,
  ClockCircleOutlined,
  ClusterOutlined,
  ContactsOutlined,
  EnvironmentOutlined,
  FileTextOutlined,
  HeartOutlined,
  HomeOutlined,
  IdcardOutlined,
  InboxOutlined,
  LinkOutlined,
  MailOutlined,
  ProfileOutlined,
  QrcodeOutlined,
  QuestionCircleOutlined,
  ReadOutlined,
  SmileOutlined,
  TagsOutlined,
  TeamOutlined,
  UnlockOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { SessionAbility } from '../api/session.api.js';

/** A page of the left menu and the abilities of which one opens it. */
export interface Door {
  readonly path: string;
  readonly label: string;
  readonly icon: ReactNode;
  readonly openTo: readonly SessionAbility[];
}

export const doors: readonly Door[] = [
  { path: '/today', label: '今天要看的', icon: <HomeOutlined />, openTo: ['configure'] },
  { path: '/issues', label: '事项看板', icon: <ProfileOutlined />, openTo: ['seeBoard', 'workOnIssues'] },
  { path: '/office', label: '上交的事项', icon: <InboxOutlined />, openTo: ['seeCounty'] },
  { path: '/dashboard', label: '办得怎么样', icon: <BarChartOutlined />, openTo: ['configure'] },
  { path: '/evaluations', label: '评价', icon: <SmileOutlined />, openTo: ['configure'] },
  { path: '/safeguarding', label: '安全保护', icon: <HeartOutlined />, openTo: ['safeguarding'] },
  { path: '/openings', label: '急事查看', icon: <UnlockOutlined />, openTo: ['reviewOpenings'] },
  { path: '/deliveries', label: '送不到的消息', icon: <MailOutlined />, openTo: ['seeDeliveries'] },
  {
    path: '/consultations',
    label: '问答',
    icon: <QuestionCircleOutlined />,
    openTo: ['configure', 'workOnIssues'],
  },
  { path: '/service-codes', label: '三码', icon: <QrcodeOutlined />, openTo: ['configure'] },
  { path: '/children', label: '孩子和家庭', icon: <SmileOutlined />, openTo: ['seeChildren'] },
  { path: '/classrooms', label: '班级', icon: <ClusterOutlined />, openTo: ['seeChildren'] },
  { path: '/consents', label: '家长同意', icon: <CheckSquareOutlined />, openTo: ['configure'] },
  { path: '/consent-texts', label: '同意书的文字', icon: <FileTextOutlined />, openTo: ['configure'] },
  { path: '/bindings', label: '待核对的绑定', icon: <LinkOutlined />, openTo: ['manageFamilies'] },
  { path: '/staff', label: '教职工', icon: <TeamOutlined />, openTo: ['manageStaff'] },
  { path: '/roles', label: '岗位', icon: <IdcardOutlined />, openTo: ['manageStaff'] },
  { path: '/people', label: '人员', icon: <ContactsOutlined />, openTo: ['manageStaff'] },
  { path: '/officers', label: '区县人员', icon: <IdcardOutlined />, openTo: ['manageRegion'] },
  { path: '/village', label: '交给我的孩子', icon: <SmileOutlined />, openTo: ['seeVillage'] },
  { path: '/tasks', label: '交给我的事', icon: <InboxOutlined />, openTo: ['seeTasks'] },
  { path: '/routing-rules', label: '分派规则', icon: <ApartmentOutlined />, openTo: ['configure'] },
  { path: '/categories', label: '类别', icon: <TagsOutlined />, openTo: ['configure'] },
  { path: '/classifier', label: '分类学习', icon: <ReadOutlined />, openTo: ['configure'] },
  { path: '/places', label: '地点', icon: <EnvironmentOutlined />, openTo: ['configure'] },
  { path: '/calendar', label: '校历', icon: <CalendarOutlined />, openTo: ['configure'] },
  { path: '/clocks', label: '时限与升级', icon: <ClockCircleOutlined />, openTo: ['configure'] },
  { path: '/audit', label: '操作记录', icon: <AuditOutlined />, openTo: ['seeAudit'] },
  { path: '/settings', label: '学校设置', icon: <BankOutlined />, openTo: ['configure'] },
];

/** Doors that are open to somebody with `abilities`, in the order of the menu. */
export function openDoors(abilities: Readonly<Record<SessionAbility, boolean>>): readonly Door[] {
  return doors.filter((door) => door.openTo.some((ability) => abilities[ability]));
}
