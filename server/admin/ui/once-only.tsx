import { Alert, Modal, Typography } from 'antd';

interface Props {
  title: string;
  /** What it is for, one sentence. */
  note: string;
  secret: string | null;
  /** Until when it works, in words. */
  until?: string | undefined;
  onClose: () => void;
  testId: string;
}

/** Shows a password or code exactly once, large enough to be copied by hand. Only its own button closes it. */
export function OnceOnly({ title, note, secret, until, onClose, testId }: Props) {
  return (
    <Modal
      open={secret !== null}
      title={title}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      okText="抄好了，关掉"
      onOk={onClose}
      cancelButtonProps={{ style: { display: 'none' } }}
      okButtonProps={{ 'data-testid': `${testId}-close` }}
      destroyOnHidden
    >
      <div className="stack" style={{ alignItems: 'center', textAlign: 'center' }}>
        <p>{note}</p>
        <Typography.Text
          copyable={{ text: secret ?? '', tooltips: ['复制', '复制好了'] }}
          data-testid={testId}
          style={{
            fontSize: 30,
            fontWeight: 600,
            letterSpacing: 2,
            fontFamily: 'ui-monospace, Consolas, monospace',
            overflowWrap: 'anywhere',
          }}
        >
          {secret}
        </Typography.Text>
        {until && <p className="soft">{until}</p>}
        <Alert
          style={{ textAlign: 'start', alignSelf: 'stretch' }}
          type="warning"
          showIcon
          title="只显示这一次。关掉以后看不到，要就重新生成。"
        />
      </div>
    </Modal>
  );
}
