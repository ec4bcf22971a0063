import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { issueLimits } from '#shared/issues/vocabulary.js';
import { staffRoles } from '#shared/people/vocabulary.js';
import { useStaffNames } from '../../../api/issues.js';
import { aloud } from '../../../ui/aloud.js';
import { Icon } from '../../../ui/icon.js';
import { QueryView } from '../../../ui/query-view.js';
import { Tap } from '../../../ui/tap.js';
import { toast } from '../../../ui/toast.js';
import { Muted } from '../../../ui/words.js';

interface AboutStaffProps {
  school: string | null;
  /** Tokens of those who were ticked. */
  ticked: string[];
  onChange: (ticked: string[]) => void;
}

/** Folded: whether it is about somebody who works here. Who is ticked never sees it. */
export function AboutStaff({ school, ticked, onChange }: AboutStaffProps) {
  const [open, setOpen] = useState(ticked.length > 0);
  const query = useStaffNames(school, open);
  const tick = (token: string) => {
    if (ticked.includes(token)) return onChange(ticked.filter((one) => one !== token));
    if (ticked.length >= issueLimits.peopleNamed) return toast(`最多选 ${issueLimits.peopleNamed} 位`);
    onChange([...ticked, token]);
  };
  const chosen = ticked.length > 0 ? `选了 ${ticked.length} 位` : '不选也行';
  return (
    <View>
      <Tap
        id="about-staff"
        className="x-fold__top"
        label={aloud('这件事和哪位老师有关吗？', chosen, open ? '点一下收起来' : '点一下打开')}
        onTap={() => setOpen(!open)}
      >
        <Icon name="person" />
        <Text className="x-grow">这件事和哪位老师有关吗？</Text>
        <Text className="x-muted">{chosen}</Text>
        <Icon name={open ? 'down' : 'right'} size="s" />
      </Tap>
      {open ? (
        <View className="x-card">
          <Muted>选了的老师看不到这件事。</Muted>
          <QueryView query={query}>
            {({ items }) =>
              items.map(({ token, name, roles }) => {
                const on = ticked.includes(token);
                const works = roles.map((role) => staffRoles[role]).join('、');
                return (
                  <Tap
                    key={token}
                    id={`staff-tick-${token}`}
                    role="checkbox"
                    checked={on}
                    label={aloud(name, works)}
                    className="x-line"
                    onTap={() => tick(token)}
                  >
                    <View className={`x-tick${on ? ' x-tick--on' : ''}`}>
                      {on ? <Icon name="ok" size="s" /> : null}
                    </View>
                    <View className="x-grow">
                      <Text className={on ? 'x-strong' : ''}>{name}</Text>
                      <Muted>{works}</Muted>
                    </View>
                  </Tap>
                );
              })
            }
          </QueryView>
        </View>
      ) : null}
    </View>
  );
}
