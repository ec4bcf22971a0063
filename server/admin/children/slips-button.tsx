import { App, Button, Tooltip } from 'antd';
import { printSlips } from '../api/children.api.js';
import { saveFile } from '../ui/save-file.js';
import { useCommand } from '../ui/use-command.js';

/** Prints the binding slips of a classroom, after saying that the slips before stop working. */
export function SlipsButton({ school, classroom }: { school: string; classroom: string | undefined }) {
  const { message, modal } = App.useApp();
  const print = useCommand(
    (token: string, key) => printSlips(school, token, key),
    (file) => {
      saveFile(file);
      void message.success('绑定条在下载里，打印出来剪开，当面交给家长');
    },
  );
  const ask = (token: string) =>
    modal.confirm({
      title: '打印这个班的绑定条？',
      content: '每个孩子一张，只能用一次。以前印的、还没用的会作废。请当面交给家长。',
      okText: '打印',
      cancelText: '先不印',
      okButtonProps: { 'data-testid': 'slips-confirm' },
      onOk: () => print.mutate(token, { onError: (error) => void message.error(error.message) }),
    });
  return (
    <Tooltip title={classroom === undefined ? '先选一个班' : undefined}>
      <Button
        type="primary"
        disabled={classroom === undefined}
        loading={print.isPending}
        onClick={() => classroom !== undefined && ask(classroom)}
        data-testid="slips-print"
      >
        打印绑定条
      </Button>
    </Tooltip>
  );
}
