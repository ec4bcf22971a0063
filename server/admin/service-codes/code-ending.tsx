import type { ServiceCodeView } from '#shared/service-codes/contract.js';
import { serviceCodeKinds } from '#shared/service-codes/vocabulary.js';
import { App } from 'antd';
import { renewServiceCode, revokeServiceCode } from '../api/service-codes.api.js';
import { ModalInFront } from '../ui/in-front.js';
import { ProblemNote } from '../ui/problem-note.js';
import { useCommand } from '../ui/use-command.js';

/** What is about to happen to a code. */
export interface Ending {
  code: ServiceCodeView;
  how: 'renew' | 'revoke';
}

interface Props {
  ending: Ending;
  onClose: () => void;
  onEnded: () => void;
}

const words = {
  renew: {
    title: '换一张新的？',
    ok: '换新',
    done: '换好了。请打印新海报，贴到原来的地方。',
    send: renewServiceCode,
    consequences: [
      '马上有一张新码，挂的地方、类别都和原来一样；',
      '墙上的旧海报还能扫，会自动转到新码，不用急着撕；',
      '旧码不能再打印。',
    ],
  },
  revoke: {
    title: '停用这张码？',
    ok: '停用',
    done: '停用了。请把墙上的海报取下来。',
    send: revokeServiceCode,
    consequences: [
      '墙上的海报再有人扫，会先说这张码已经停用，再打开学校的表单，不带地点；',
      '从它换新的更旧的海报也一样；',
      '停用了不能恢复，以后要用就再加一张；',
      '以前从这张码说的事都留着。',
    ],
  },
} as const;

/** Asks once more, and says what becomes of the prints that hang on walls. */
export function CodeEnding({ ending: { code, how }, onClose, onEnded }: Props) {
  const { message } = App.useApp();
  const { title, ok, done, send, consequences } = words[how];
  const command = useCommand(
    (token: string, key) => send(token, key),
    () => {
      void message.success(done);
      onEnded();
      onClose();
    },
  );
  return (
    <ModalInFront
      title={`${serviceCodeKinds[code.kind]} · ${code.label}：${title}`}
      okText={ok}
      cancelText="不"
      okButtonProps={{ danger: how === 'revoke', 'data-testid': 'code-end-confirm' }}
      confirmLoading={command.isPending}
      onOk={() => command.mutate(code.token)}
      onCancel={onClose}
    >
      <ProblemNote error={command.error} />
      <ul style={{ lineHeight: 1.9, paddingInlineStart: 20 }}>
        {consequences.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </ModalInFront>
  );
}
