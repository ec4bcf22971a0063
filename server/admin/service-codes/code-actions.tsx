import type { ServiceCodeView } from '#shared/service-codes/contract.js';
import { Button } from 'antd';
import type { Ending } from './code-ending.js';
import type { Printing } from './use-printing.js';

interface Props {
  code: ServiceCodeView;
  onEnd: (ending: Ending) => void;
  printing: Printing;
}

/** What can be done with a code that hangs: print it, see what it opens, renew it, take it down. */
export function CodeActions({ code, onEnd, printing }: Props) {
  const [only, ...more] = printing.isPending ? printing.variables.tokens : [];
  return (
    <div className="row" style={{ flexWrap: 'nowrap', gap: 8 }}>
      <Button
        size="small"
        loading={only === code.token && more.length === 0}
        onClick={() => printing.mutate({ tokens: [code.token], shape: 'poster' })}
        data-testid="code-poster"
      >
        海报
      </Button>
      <Button size="small" href={code.url} target="_blank" rel="noopener" data-testid="code-open">
        试一试
      </Button>
      <Button size="small" onClick={() => onEnd({ code, how: 'renew' })} data-testid="code-renew">
        换新
      </Button>
      <Button size="small" danger onClick={() => onEnd({ code, how: 'revoke' })} data-testid="code-revoke">
        停用
      </Button>
    </div>
  );
}
