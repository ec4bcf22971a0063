import { useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { getEvaluationFigures } from '../api/evaluations.api.js';
import { useSchoolToken } from '../session/session-context.js';
import { Loaded } from '../ui/loaded.js';
import { PageHead } from '../ui/page-head.js';
import { useListParams } from '../ui/use-list-params.js';
import '../issues/insight/insight.css';
import './evaluations.css';
import { NotesSection } from './notes-section.js';
import { ServiceSection } from './service-section.js';
import { ServicesSection } from './services-section.js';

const tabs = [
  { value: 'figures', label: <span data-testid="evaluations-figures">看结果</span> },
  { value: 'notes', label: <span data-testid="evaluations-notes">给家长的小结</span> },
  { value: 'services', label: <span data-testid="evaluations-services">评哪些服务</span> },
];

/** 评价: what families think of the services of the school, what they are told about it, and what is asked. */
export function Component() {
  const school = useSchoolToken();
  const list = useListParams();
  const tab = list.get('tab') ?? 'figures';
  const figures = useQuery({
    queryKey: ['evaluation-figures', school],
    queryFn: ({ signal }) => getEvaluationFigures(school, signal),
  });
  return (
    <div className="stack" data-testid="evaluations">
      <PageHead
        title="评价"
        note="家长扫评价码给服务打的分。评的是服务，不评人，也不按班排。凑够五家才数一次；谁评的，谁也查不出来。"
      />
      <Segmented
        aria-label="看什么"
        value={tab}
        onChange={(value) => list.set({ tab: value === 'figures' ? undefined : value })}
        options={tabs}
        style={{ alignSelf: 'flex-start' }}
      />
      {tab === 'services' ? (
        <ServicesSection school={school} />
      ) : (
        <Loaded query={figures} rows={10}>
          {({ services, month }) =>
            tab === 'notes' ? (
              <NotesSection school={school} figures={services} month={month} />
            ) : (
              <>
                {services
                  .filter(({ service, months }) => service.active || months.length > 0)
                  .map((one) => (
                    <ServiceSection key={one.service.token} figures={one} />
                  ))}
              </>
            )
          }
        </Loaded>
      )}
    </div>
  );
}
