import { useRouter } from '@tarojs/taro';
import { useEffect, useMemo } from 'react';
import { asApiError } from '../../../api/api-error.js';
import { useOpenedCode } from '../../../api/codes.js';
import { openInstead, pages } from '../../../platform/navigation.js';
import { Gate } from '../../../session/gate.js';
import { useSimpleMode } from '../../../session/own-choices.js';
import { useSession } from '../../../session/session-store.js';
import { Page } from '../../../ui/page.js';
import { Arrival } from './arrival.js';
import { formWords } from './form-words.js';
import { sceneOf, type Landing } from './report-draft.js';
import { ReportForm } from './report-form.js';
import { SimpleReport } from './simple/simple-report.js';

/** The printed code that opened the page, and what is known of it by now. */
function useLanding(): Landing | null {
  const { params } = useRouter();
  const scene = sceneOf(params);
  const { data, error } = useOpenedCode(scene);
  const unknown = error !== null && !asApiError(error).passing;
  return useMemo(
    () => (scene === null ? null : { scene, opened: data ?? null, unknown }),
    [scene, data, unknown],
  );
}

/**
 * Every print opens this page; an evaluation code goes on to its own form, and a consultation code to what has been
 * answered already, unless somebody comes from there.
 */
function useOwnForm(landing: Landing | null): boolean {
  const { params } = useRouter();
  const kind = landing?.opened?.kind;
  const rates = kind === 'evaluation' && params.tell === undefined;
  const asks = kind === 'consultation' && params.ask === undefined;
  const scene = landing?.opened?.code ?? '';
  // What an old print has to say for itself is said there too, and the scan is counted once.
  const scanned = landing?.scene ?? '';
  useEffect(() => {
    if (rates) openInstead(pages.rateAt(scene));
    if (asks) openInstead(pages.ask({ scene: scanned }));
  }, [rates, asks, scene, scanned]);
  return rates || asks;
}

/** The form behind every printed code, and behind 说一件事. Whoever has to sign in first comes back to it. */
export default function ReportPage() {
  const landing = useLanding();
  const asks = useRouter().params.ask === '1';
  const signedIn = useSession((state) => state.phase === 'signed_in');
  const Form = useSimpleMode() ? SimpleReport : ReportForm;
  const words = formWords(asks ? 'consultation' : landing?.opened?.kind);
  if (useOwnForm(landing)) return null;
  return (
    <Page title={words.title} back>
      {landing?.opened && !signedIn ? <Arrival landing={landing} opened={landing.opened} /> : null}
      <Gate stays code={landing?.scene ?? null}>
        {(signed) => <Form key={signed.person.token} signed={signed} landing={landing} words={words} />}
      </Gate>
    </Page>
  );
}
