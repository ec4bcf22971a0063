import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { getClassifierReport, listModels } from '../api/classifier.api.js';
import { useSchoolToken } from '../session/session-context.js';
import { EmptyFace } from '../ui/faces.js';
import { Loaded } from '../ui/loaded.js';
import { PageHead } from '../ui/page-head.js';
import { when } from '../ui/when.js';
import './classifier.css';
import { MatrixCard } from './matrix-card.js';
import { ReliabilityCard } from './reliability-card.js';
import { ThresholdCard } from './threshold-card.js';
import { TrainButton } from './train-button.js';
import { VersionsCard } from './versions-card.js';

/** 分类学习: what the classifier has learned from people's decisions, and how often it is right. */
export function Component() {
  const school = useSchoolToken();
  const [model, setModel] = useState<string>();
  const models = useQuery({
    queryKey: ['classifier', 'models', school],
    queryFn: ({ signal }) => listModels(school, signal),
  });
  const report = useQuery({
    queryKey: ['classifier', 'report', school, model],
    queryFn: ({ signal }) => getClassifierReport(school, model, signal),
    placeholderData: keepPreviousData,
  });
  return (
    <div className="stack">
      <PageHead title="分类学习" note="您和同事每改一次类别，系统就多一个学习的例子。这里看它学得怎么样。" />
      <Loaded query={models}>
        {(list) => (
          <>
            <TrainButton school={school} list={list} />
            <VersionsCard school={school} list={list} />
            <div className="row">
              <b>它说得准吗</b>
              <Select
                aria-label="看哪一版说的"
                data-testid="classifier-model"
                value={model ?? ''}
                onChange={(chosen) => setModel(chosen || undefined)}
                style={{ minWidth: 260 }}
                options={[
                  { value: '', label: '近一年的，不分哪一版' },
                  ...list.items
                    .filter(({ state }) => state !== 'refused')
                    .map(({ token, trainedAt }) => ({ value: token, label: `${when(trainedAt)}学的那一版` })),
                ]}
              />
            </div>
          </>
        )}
      </Loaded>
      <Loaded query={report}>
        {(shown) =>
          shown.total.of === 0 ? (
            <EmptyFace title="还没有能比的" text="有人定过类别、或者办完了的事项，才能拿来比。" />
          ) : (
            <>
              <MatrixCard report={shown} />
              <div className="classifier-pair">
                <ReliabilityCard steps={shown.reliability} />
                <ThresholdCard school={school} steps={shown.reliability} />
              </div>
            </>
          )
        }
      </Loaded>
    </div>
  );
}
