import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import type { SessionView } from '#shared/session/contract.js';
import { regionRoles, relations, staffRoles } from '#shared/people/vocabulary.js';
import { useOutbox } from '../../api/outbox/outbox-service.js';
import { open, pages } from '../../platform/navigation.js';
import { chosenScale, type ScaleStep } from '../../platform/scale.js';
import { Gate, type Signed } from '../../session/gate.js';
import { Card } from '../../ui/card.js';
import { ConfirmSheet, type Question } from '../../ui/confirm-sheet.js';
import { Icon } from '../../ui/icon.js';
import { Page } from '../../ui/page.js';
import { Line } from '../../ui/line.js';
import { PersonPicture } from '../../ui/person-picture.js';
import { PickerSheet } from '../../ui/sheet.js';
import { setScale } from '../../ui/use-scale.js';
import { Muted, Tag } from '../../ui/words.js';
import { SimpleLines } from './simple-lines.js';
import { LockLines } from './lock-lines.js';
import { leavingQuestion, unbindingQuestion } from './leaving.js';

const sizes: { value: string; words: string }[] = [
  { value: 'phone', words: '跟手机一样' },
  { value: '100', words: '标准' },
  { value: '130', words: '大' },
  { value: '150', words: '更大' },
  { value: '200', words: '最大' },
];

/** What somebody is here, in words: 小二班班主任 · 王梓涵的奶奶. */
function rolesOf(view: SessionView): string[] {
  return [
    ...view.schools.flatMap((school) =>
      school.roles.map((held) => `${school.name} ${held.classroom?.name ?? ''}${staffRoles[held.role]}`),
    ),
    ...view.regionRoles.map((role) => regionRoles[role]),
    ...view.children.flatMap((child) =>
      child.relation ? [`${child.name}的${relations[child.relation]}`] : [],
    ),
  ];
}

function Me({ signed }: { signed: Signed }) {
  const [sizing, setSizing] = useState(false);
  const [question, setQuestion] = useState<Question | null>(null);
  const undelivered = useOutbox().filter((entry) => entry.state !== 'delivered').length;
  const chosen = String(chosenScale() ?? 'phone');
  const { people } = signed.view;
  return (
    <View>
      <Card id="me-card">
        <View className="x-row x-row--top">
          <PersonPicture picture={signed.person.picture} big />
          <View className="x-grow">
            <Text className="x-title">{signed.person.name}</Text>
            {rolesOf(signed.view).map((role) => (
              <Muted key={role}>{role}</Muted>
            ))}
          </View>
        </View>
      </Card>
      {undelivered > 0 ? (
        <Card
          id="undelivered"
          tone="wait"
          onTap={() => open(pages.undelivered)}
          label={`还没送到的，${undelivered} 条，点开看看`}
        >
          <View className="x-row">
            <Icon name="box" />
            <Text className="x-grow x-strong">还没送到的</Text>
            <Tag tone="wait">{`${undelivered} 条`}</Tag>
            <Icon name="right" size="s" />
          </View>
        </Card>
      ) : null}
      <Card>
        <Line
          id="font-size"
          icon="size"
          words="字的大小"
          hint={sizes.find((size) => size.value === chosen)?.words}
          onTap={() => setSizing(true)}
        />
        {people.length > 1 ? (
          <Line
            id="switch-person"
            icon="swap"
            words="换个人用"
            hint={`${people.length} 个人`}
            onTap={() => open(pages.switchPerson)}
          />
        ) : null}
        <SimpleLines view={signed.view} />
        <LockLines view={signed.view} />
        {signed.view.children.length > 0 ? (
          <Line id="rate" icon="star" words="评一评" hint="餐食、接送…" onTap={() => open(pages.rate)} />
        ) : null}
        <Line id="bind" icon="scan" words="绑定孩子或岗位" onTap={() => open(pages.bind)} />
        {undelivered === 0 ? (
          <Line
            id="undelivered"
            icon="box"
            words="没送到的"
            hint="没有"
            onTap={() => open(pages.undelivered)}
          />
        ) : null}
        <Line
          id="unbind"
          icon="lock"
          words="解除绑定"
          onTap={() => setQuestion(unbindingQuestion(signed.person.name, undelivered))}
        />
        <Line id="leave" icon="door" words="退出" onTap={() => setQuestion(leavingQuestion(undelivered))} />
      </Card>
      <Muted>心桥不收钱，没有广告，不拿孩子打分比较。</Muted>
      {question ? <ConfirmSheet question={question} onClose={() => setQuestion(null)} /> : null}
      {sizing ? (
        <PickerSheet
          id="size-picker"
          title="字的大小"
          items={sizes}
          value={chosen}
          onPick={(value) => {
            setScale(value === 'phone' ? null : (Number(value) as ScaleStep));
            setSizing(false);
          }}
          onClose={() => setSizing(false)}
        />
      ) : null}
    </View>
  );
}

/** 我的: who I am here, and how the program behaves for me. */
export default function MePage() {
  return (
    <Page title="我的">
      <Gate>{(signed) => <Me signed={signed} />}</Gate>
    </Page>
  );
}
