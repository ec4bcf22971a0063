import type { RoutingRuleView } from '#shared/issues/contract.js';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { deleteRoutingRule, listRoutingRules } from '../api/routing-rules.api.js';
import { useSchoolToken } from '../session/session-context.js';
import { EmptyFace } from '../ui/faces.js';
import { Loaded } from '../ui/loaded.js';
import { PageHead } from '../ui/page-head.js';
import { RuleForm } from './rule-form.js';
import { RuleTable } from './rule-table.js';
import { RuleOrderNote } from './rule-order-note.js';

/** 分派规则: who gets what, without anybody having to hand it out. */
export function Component() {
  const school = useSchoolToken();
  const cache = useQueryClient();
  const { message, modal } = App.useApp();
  const [editing, setEditing] = useState<RoutingRuleView | 'new' | null>(null);
  const queryKey = ['routing-rules', school];
  const rules = useQuery({ queryKey, queryFn: ({ signal }) => listRoutingRules(school, signal) });
  const reload = () => cache.invalidateQueries({ queryKey });

  const remove = (rule: RoutingRuleView) =>
    modal.confirm({
      title: '删掉这条规则？',
      content: '已经交出去的事项不变。以后的事项按剩下的规则分。',
      okText: '删掉',
      okButtonProps: { danger: true, 'data-testid': 'rule-delete-confirm' },
      cancelText: '不删',
      onOk: async () => {
        try {
          await deleteRoutingRule(school, rule.token);
          await reload();
        } catch (error) {
          void message.error(error instanceof Error ? error.message : '没有删掉');
        }
      },
    });

  return (
    <div className="stack">
      <PageHead title="分派规则" note="有人说了一件事，系统按这里的规则马上交给人。">
        <Button type="primary" onClick={() => setEditing('new')} data-testid="rule-add">
          加一条规则
        </Button>
      </PageHead>
      <RuleOrderNote />
      <Loaded query={rules}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyFace title="还没有规则" text="现在所有的事都先交给园长/校长。" />
          ) : (
            <RuleTable rules={items} onEdit={setEditing} onDelete={remove} />
          )
        }
      </Loaded>
      {editing !== null && (
        <RuleForm
          school={school}
          rule={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
          onSaved={() => {
            setEditing(null);
            void reload();
            void message.success('规则存好了');
          }}
        />
      )}
    </div>
  );
}
