import type { StaffMember } from '#shared/people/contract.js';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { recordLeaving } from '../api/staff.api.js';
import { ProblemNote } from '../ui/problem-note.js';
import { useCommand } from '../ui/use-command.js';

interface Props {
  school: string;
  member: StaffMember;
  onChanged: (member: StaffMember) => void;
}

/** Records that somebody has left: ends roles, logins and bindings, after being asked once more. */
export function StaffLeaving({ school, member, onChanged }: Props) {
  const [asking, setAsking] = useState(false);
  const command = useCommand(
    (_: null, key) => recordLeaving(school, member.token, key),
    (changed) => {
      setAsking(false);
      onChanged(changed);
    },
  );
  return (
    <section className="panel-part" aria-label="离开">
      <Button danger block onClick={() => setAsking(true)} data-testid="staff-leave">
        已经离开学校
      </Button>
      <Modal
        open={asking}
        title={`${member.name}已经离开学校？`}
        okText="确认离开"
        cancelText="没有"
        okButtonProps={{ danger: true, 'data-testid': 'staff-leave-confirm' }}
        confirmLoading={command.isPending}
        onOk={() => command.mutate(null)}
        onCancel={() => setAsking(false)}
      >
        <ProblemNote error={command.error} />
        <ul style={{ lineHeight: 1.9, paddingInlineStart: 20 }}>
          <li>岗位今天全部结束；</li>
          <li>登录账号和微信绑定马上停用，正在用的也会退出；</li>
          <li>办过的事、说过的话都留着；</li>
          <li>手里没办完的事，请在看板上换个人办。</li>
        </ul>
      </Modal>
    </section>
  );
}
