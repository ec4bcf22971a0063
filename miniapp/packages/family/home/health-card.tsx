import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import type { ChildDetail } from '#shared/people/family.js';
import { longestHealth } from '#shared/people/health-length.js';
import { keepHealth } from '../../../api/binding.js';
import { whyNot } from '../../../api/needs-network.js';
import { keptHere } from '../../../speech/page-text.js';
import { Button } from '../../../ui/button.js';
import { Card } from '../../../ui/card.js';
import { Sheet } from '../../../ui/sheet.js';
import { TextArea } from '../../../ui/text-area.js';
import { toast } from '../../../ui/toast.js';
import { useNow } from '../../../ui/use-now.js';
import { sayWhen } from '../../../ui/when.js';
import { Heading, Muted } from '../../../ui/words.js';

interface HealthCardProps {
  child: ChildDetail;
  onChanged: () => void;
}

function HealthSheet({ child, onChanged, onClose }: HealthCardProps & { onClose: () => void }) {
  const [words, setWords] = useState(child.health?.words ?? '');
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const save = async () => {
    setBusy(true);
    setWrong(null);
    try {
      await keepHealth(child.token, words.trim() === '' ? null : words, child.health?.at ?? null);
      toast('存好了');
      onChanged();
      onClose();
    } catch (error) {
      setWrong(whyNot(error, 'health'));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Sheet id="health-sheet" title={`${child.name}要留意什么`} onClose={onClose}>
      <TextArea
        id="health-words"
        placeholder="对什么过敏，在吃什么药，发作了先做什么"
        value={words}
        limit={longestHealth}
        wrong={wrong}
        onChange={setWords}
      />
      <View style={{ marginTop: '12px' }}>
        <Button
          id="health-save"
          big
          disabled={[...words].length > longestHealth}
          busy={busy && '正在存…'}
          onTap={() => void save()}
        >
          存下来
        </Button>
      </View>
    </Sheet>
  );
}

/** What must be known of the child's health, and who sees it when. */
export function HealthCard({ child, onChanged }: HealthCardProps) {
  const [writing, setWriting] = useState(false);
  const now = useNow();
  const { health } = child;
  if (health === undefined) return null;
  return (
    <View id="health">
      <Heading>健康情况</Heading>
      <Card>
        {health === null ? (
          <Text className="x-text">还没有写。对什么过敏、在吃什么药，写在这里。</Text>
        ) : (
          <View>
            {/* Read aloud, it would leave the phone. */}
            <Text className={`x-text ${keptHere}`}>{health.words}</Text>
            <View>
              <Muted>{`${health.by === null ? '' : `${health.by}，`}${sayWhen(Date.parse(health.at), now)} 写的`}</Muted>
            </View>
          </View>
        )}
        {child.abilities.keepHealth ? (
          <View style={{ marginTop: '12px' }}>
            <Button id="health-write" kind="soft" icon="pen" onTap={() => setWriting(true)}>
              {health === null ? '写下来' : '改一改'}
            </Button>
          </View>
        ) : null}
        <Muted>
          您同意了“孩子的健康情况”，老师平时才看得到。没同意的，只有送医院这样的急事，写明原因才能打开，您会看到是谁看的。
        </Muted>
      </Card>
      {writing ? <HealthSheet child={child} onChanged={onChanged} onClose={() => setWriting(false)} /> : null}
    </View>
  );
}
