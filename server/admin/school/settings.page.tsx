import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getSettings } from '../api/school.api.js';
import { useSchoolToken } from '../session/session-context.js';
import { Loaded } from '../ui/loaded.js';
import { PageHead } from '../ui/page-head.js';
import { SettingsForm } from './settings-form.js';

/** 学校设置 */
export function Component() {
  const school = useSchoolToken();
  const cache = useQueryClient();
  const queryKey = ['settings', school];
  const settings = useQuery({
    queryKey,
    queryFn: ({ signal }) => getSettings(school, signal),
    // A form is filled from it: it must not change under the hands of who is writing.
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  return (
    <div className="stack" style={{ maxWidth: 680 }}>
      <PageHead title="学校设置" note="改了马上起作用，只管这一所学校。" />
      <Loaded query={settings}>
        {(current) => (
          <SettingsForm
            key={school}
            school={school}
            settings={current}
            onSaved={(saved) => cache.setQueryData(queryKey, saved)}
          />
        )}
      </Loaded>
    </div>
  );
}
