import { Image, Text, View } from '@tarojs/components';
import { useState } from 'react';
import type { ShownChildCode } from '#shared/people/binding-contract.js';
import type { ChildDetail } from '#shared/people/family.js';
import { relations } from '#shared/people/vocabulary.js';
import type { Relation } from '#shared/people/vocabulary.js';
import { newChildCode } from '../../../api/binding.js';
import { spoken } from '../../../platform/a11y.js';
import { whyNot } from '../../../api/needs-network.js';
import { Button } from '../../../ui/button.js';
import { ChoiceRow } from '../../../ui/choice-row.js';
import { Sheet } from '../../../ui/sheet.js';
import { toast } from '../../../ui/toast.js';
import { Muted } from '../../../ui/words.js';

const choices = Object.entries(relations).map(([value, words]) => ({ value, words }));
const isRelation = (value: string): value is Relation => value in relations;

/** A code that somebody else scans from this screen: a teacher for who stands before her, a guardian for her family. */
export function CodeSheet({ child, onClose }: { child: ChildDetail; onClose: () => void }) {
  const face = child.abilities.bindFaceToFace;
  const [relation, setRelation] = useState<Relation | null>(null);
  const [simple, setSimple] = useState(false);
  const [shown, setShown] = useState<ShownChildCode | null>(null);
  const [busy, setBusy] = useState(false);
  const make = async () => {
    setBusy(true);
    try {
      setShown(await newChildCode(child.token, face ? relation : null, face && simple));
    } catch (error) {
      toast(whyNot(error, 'familyCode'));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Sheet id="code-sheet" title={face ? '当面帮家人绑定' : '请家人来绑定'} onClose={onClose}>
      {shown ? (
        <View id="code-shown" style={{ textAlign: 'center' }}>
          {shown.picture === null ? null : (
            <Image
              src={shown.picture}
              mode="scaleToFill"
              style={{ display: 'block', width: '220px', height: '220px', margin: '0 auto' }}
              {...spoken({ hidden: true })}
            />
          )}
          <View>
            <Text className="x-title">{shown.code}</Text>
          </View>
          <Muted>
            {face
              ? '用家人的手机扫一扫，或者输入这些字。半小时内有效。'
              : '让家人扫一扫，您再点同意。三天内有效。'}
          </Muted>
        </View>
      ) : (
        <View className="x-stack">
          {face ? (
            <View>
              <ChoiceRow
                id="code-relation"
                icon="people"
                name="在您面前的是孩子的"
                title="是孩子的谁"
                items={choices}
                value={relation}
                empty="让家人自己选"
                onPick={(value) => {
                  if (isRelation(value)) setRelation(value);
                }}
              />
              <Button
                id="code-simple"
                kind={simple ? 'soft' : 'ghost'}
                icon={simple ? 'ok' : 'person'}
                onTap={() => setSimple(!simple)}
              >
                {simple ? '绑好后用大按钮' : '给家人用大按钮'}
              </Button>
            </View>
          ) : (
            <Muted>码只能用一次。家人用过以后，要您点同意才看得到孩子。</Muted>
          )}
          <Button id="code-make" big busy={busy && '正在出码…'} onTap={() => void make()}>
            出一张码
          </Button>
        </View>
      )}
    </Sheet>
  );
}
