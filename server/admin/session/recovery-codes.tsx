import { Alert, Button, Checkbox } from 'antd';
import { useState } from 'react';

interface Props {
  codes: readonly string[];
  onDone: () => void;
}

/** Codes on paper, exactly once. Who goes on says that she has written them down. */
export function RecoveryCodesNote({ codes, onDone }: Props) {
  const [written, setWritten] = useState(false);
  return (
    <div className="stack" data-testid="recovery-codes">
      <p>
        手机丢了或者没电，用下面的备用码登录，一个只能用一次。请抄下来或打印出来，放在只有您拿得到的地方，不要存在手机里。
      </p>
      <ul className="recovery-codes">
        {codes.map((code) => (
          <li key={code} data-testid="recovery-code">
            {code}
          </li>
        ))}
      </ul>
      <div className="row">
        <Button onClick={() => window.print()}>打印这一页</Button>
      </div>
      <Alert type="warning" showIcon title="只显示这一次。没抄下来，就要重新生成。" />
      <Checkbox
        checked={written}
        onChange={(event) => setWritten(event.target.checked)}
        data-testid="recovery-codes-written"
      >
        我抄好了
      </Checkbox>
      <Button type="primary" disabled={!written} onClick={onDone} data-testid="recovery-codes-done">
        好了
      </Button>
    </div>
  );
}
