import { View } from '@tarojs/components';
import { useState } from 'react';
import type { ReportPicture } from '#shared/issues/vocabulary.js';
import type { Signed } from '../../../../session/gate.js';
import { Button } from '../../../../ui/button.js';
import { useCurrentChild } from '../../../../ui/child-switcher.js';
import { StepDots } from '../../../../ui/simple.js';
import { toast } from '../../../../ui/toast.js';
import { OldPrint } from '../arrival.js';
import type { FormWords } from '../form-words.js';
import { emptyDraft, type Landing } from '../report-draft.js';
import { SentFace } from '../sent-face.js';
import { useReport } from '../use-report.js';
import { schoolsOf } from '../where-and-who.js';
import { NameStep, PhotoStep, SpeakStep, WhatStep, WhereStep } from './step-screens.js';
import { missingOn, stepsFor } from './steps.js';

interface SimpleReportProps {
  signed: Signed;
  landing: Landing | null;
  words: FormWords;
}

/** A report in simple mode: speak, tap a picture, take a photo, with or without a name, send. Nothing is written. */
export function SimpleReport({ signed, landing, words }: SimpleReportProps) {
  const { view } = signed;
  const child = useCurrentChild(view.children);
  const school = child?.school.token ?? schoolsOf(view)[0]?.token ?? null;
  const initial = { ...emptyDraft, school, child: landing ? null : (child?.token ?? null) };
  const report = useReport(signed, initial, landing, { remembers: false });
  const [at, setAt] = useState(0);
  const [picture, setPicture] = useState<ReportPicture | null>(null);
  const steps = stepsFor(report.draft);
  const step = steps[at] ?? 'speak';
  const last = at === steps.length - 1;
  const missing = missingOn(step, report, picture);

  if (report.handedOver !== null) return <SentFace clientId={report.handedOver} simple />;
  const onward = () => {
    if (missing !== null) return toast(missing);
    if (last) return void report.handOver(picture);
    setAt(at + 1);
  };
  return (
    <View className="x-steps">
      {landing && at === 0 ? <OldPrint landing={landing} /> : null}
      <StepDots step={at} of={steps.length} />
      {step === 'speak' ? <SpeakStep report={report} words={words} /> : null}
      {step === 'what' ? <WhatStep picture={picture} onChange={setPicture} /> : null}
      {step === 'photo' ? <PhotoStep report={report} /> : null}
      {step === 'where' ? <WhereStep report={report} /> : null}
      {step === 'name' ? <NameStep report={report} picture={picture} /> : null}
      <View className="x-next">
        {at > 0 ? (
          <Button id="step-back" kind="ghost" icon="back" big onTap={() => setAt(at - 1)}>
            上一步
          </Button>
        ) : null}
        <Button
          id={last ? 'send' : 'step-next'}
          icon={last ? 'send' : 'right'}
          kind={step === 'speak' && report.voice === null ? 'ghost' : 'main'}
          big
          busy={report.busy && '正在存…'}
          onTap={onward}
        >
          {last ? words.send : nextWords(step, report.voice === null)}
        </Button>
      </View>
    </View>
  );
}

function nextWords(step: string, silent: boolean): string {
  if (step === 'speak' && silent) return '不说，只拍照';
  return '下一步';
}
