import { View } from '@tarojs/components';
import { useEffect, useState } from 'react';
import { openForHours, shortestReason } from '#shared/people/opening-limits.js';
import type { OpenedFields } from '#shared/people/break-glass.js';
import type { ChildDetail } from '#shared/people/family.js';
import { asApiError } from '../../../api/api-error.js';
import { closeOpening, openHealth } from '../../../api/children.js';
import { Button } from '../../../ui/button.js';
import { Card } from '../../../ui/card.js';
import { Sheet } from '../../../ui/sheet.js';
import { TextArea } from '../../../ui/text-area.js';
import { toast } from '../../../ui/toast.js';
import { useNow } from '../../../ui/use-now.js';
import { sayWhen } from '../../../ui/when.js';
import { Muted, Strong } from '../../../ui/words.js';

interface OpenHealthProps {
  child: ChildDetail;
  onChanged: () => void;
}

function ReasonSheet({ child, onChanged, onClose }: OpenHealthProps & { onClose: () => void }) {
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const open = async () => {
    setBusy(true);
    setWrong(null);
    try {
      await openHealth(child.token, reason);
      onChanged();
      onClose();
    } catch (error) {
      setWrong(asApiError(error).message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Sheet id="open-health-sheet" title="为什么现在要看" onClose={onClose}>
      <Muted>
        {`安全保护专员马上会知道，会有另一个人看您写的原因。家里也看得到是您看的。${openForHours} 小时后自己关上。`}
      </Muted>
      <TextArea
        id="open-health-reason"
        placeholder="孩子怎么了，谁要知道"
        value={reason}
        limit={300}
        wrong={wrong}
        onChange={setReason}
      />
      <View style={{ marginTop: '12px' }}>
        <Button
          id="open-health-send"
          kind="bad"
          big
          disabled={[...reason.trim()].length < shortestReason}
          busy={busy && '正在打开…'}
          onTap={() => void open()}
        >
          打开看
        </Button>
      </View>
      <Muted>{`写清楚发生了什么，至少 ${shortestReason} 个字。`}</Muted>
    </Sheet>
  );
}

function Opened({ opening, onChanged }: { opening: OpenedFields; onChanged: () => void }) {
  const { token, until } = opening;
  const now = useNow();
  useEffect(() => {
    // What was open must not stay on the screen.
    const timer = setTimeout(onChanged, Math.max(0, Date.parse(until) - Date.now()) + 500);
    return () => clearTimeout(timer);
  }, [until, onChanged]);
  const close = async () => {
    try {
      await closeOpening(token);
    } catch (error) {
      toast(asApiError(error).message);
    }
    onChanged();
  };
  return (
    <Card id="health-opened" tone="wait">
      <Strong>您写了原因，打开了健康情况</Strong>
      <Muted>{`${sayWhen(Date.parse(until), now)} 自己关上。看的每一次都有记录。`}</Muted>
      <View style={{ marginTop: '12px' }}>
        <Button id="health-shut" kind="ghost" onTap={() => void close()}>
          现在关上
        </Button>
      </View>
    </Card>
  );
}

/** The way to a child's health in an emergency, and the way to shut it again. */
export function OpenHealth({ child, onChanged }: OpenHealthProps) {
  const [asking, setAsking] = useState(false);
  const { opening, withheld, abilities } = child;
  if (opening?.fields.includes('health')) return <Opened opening={opening} onChanged={onChanged} />;
  if (!withheld.includes('health')) return null;
  return (
    <View style={{ margin: '0 0 16px' }}>
      <Muted>健康情况家里还没有同意给看，这里不显示。</Muted>
      {abilities.openFields.includes('health') ? (
        <Button id="open-health" kind="ghost" icon="health" onTap={() => setAsking(true)}>
          有急事，要看健康情况
        </Button>
      ) : null}
      {asking ? <ReasonSheet child={child} onChanged={onChanged} onClose={() => setAsking(false)} /> : null}
    </View>
  );
}
