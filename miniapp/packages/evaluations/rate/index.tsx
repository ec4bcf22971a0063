import { useRouter } from '@tarojs/taro';
import { View } from '@tarojs/components';
import { useState } from 'react';
import type { EvaluationForm } from '#shared/evaluations/contract.js';
import { useEvaluationForm } from '../../../api/evaluations.js';
import { Gate, type Signed } from '../../../session/gate.js';
import { useSimpleMode } from '../../../session/own-choices.js';
import { useCurrentChild } from '../../../ui/child-switcher.js';
import { Face } from '../../../ui/faces.js';
import { Page } from '../../../ui/page.js';
import { QueryView } from '../../../ui/query-view.js';
import { Muted } from '../../../ui/words.js';
import { RateForm } from './rate-form.js';
import { ServiceTiles } from './service-tiles.js';

interface ChosenProps {
  signed: Signed;
  form: EvaluationForm;
  code: string | null;
}

/** First which service, where the code does not say; then the faces. */
function Chosen({ signed, form, code }: ChosenProps) {
  // As it was offered when it was chosen: once it is given, the list says so, and the page must not change under her.
  const only = form.services.length === 1 ? form.services[0] : undefined;
  const simple = useSimpleMode();
  const [service, setService] = useState(form.chosenByCode && !only?.given ? only : undefined);
  if (form.services.length === 0) {
    return <Face id="face-empty" drawing="empty" title="现在没有要评的" words="有什么事，随时告诉园里。" />;
  }
  if (!service) {
    return (
      <View>
        <Muted>{form.school.name}</Muted>
        <ServiceTiles services={form.services} simple={simple} onPick={setService} />
      </View>
    );
  }
  return (
    <RateForm
      key={service.token}
      signed={signed}
      service={service}
      where={{ code, school: form.school.token, belongs: form.belongs }}
      simple={simple}
      onOther={form.services.length > 1 ? () => setService(undefined) : null}
    />
  );
}

function Rate({ signed }: { signed: Signed }) {
  const { params } = useRouter();
  const code = params.scene ?? null;
  const child = useCurrentChild(signed.view.children);
  const query = useEvaluationForm(code, child?.school.token ?? signed.view.schools[0]?.token ?? null);
  return <QueryView query={query}>{(form) => <Chosen signed={signed} form={form} code={code} />}</QueryView>;
}

/** 评一评: stars for a service of the school, behind the evaluation code and behind 我的. */
export default function RatePage() {
  return (
    <Page title="评一评" back>
      <Gate stays>{(signed) => <Rate key={signed.person.token} signed={signed} />}</Gate>
    </Page>
  );
}
