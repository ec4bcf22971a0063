import type { SavedFilterView } from '#shared/issues/insight.js';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Popconfirm } from 'antd';
import { CloseOutlined } from '@ant-design/icons';
import { useState } from 'react';
import { deleteSavedFilter, listSavedFilters } from '../api/insight.api.js';
import type { ListParams } from '../ui/use-list-params.js';
import { filterNames } from './filter-names.js';
import { SaveFilter } from './save-filter.js';

interface Props {
  school: string;
  list: ListParams;
  filtered: boolean;
  onClear: () => void;
}

const keyOf = (school: string) => ['saved-filters', school] as const;

/** Views of the board that somebody keeps for herself: one tap sets all of their filters. */
export function SavedFilters({ school, list, filtered, onClear }: Props) {
  const { message } = App.useApp();
  const cache = useQueryClient();
  const [naming, setNaming] = useState(false);
  const saved = useQuery({
    queryKey: keyOf(school),
    queryFn: ({ signal }) => listSavedFilters(school, signal),
    staleTime: 60_000,
  });
  const renew = () => void cache.invalidateQueries({ queryKey: keyOf(school) });
  const remove = useMutation({
    mutationFn: deleteSavedFilter,
    onSuccess: renew,
    onError: (error) => void message.error(error.message),
  });
  const present = Object.fromEntries(filterNames.map((name) => [name, list.get(name)]));
  const isHere = ({ query }: SavedFilterView) => filterNames.every((name) => query[name] === present[name]);
  const items = saved.data?.items ?? [];
  const canSave = filtered && !items.some(isHere);
  if (items.length === 0 && !filtered) return null;
  return (
    <div className="row saved-filters" role="group" aria-label="存下的条件" data-testid="saved-filters">
      {items.length > 0 && <span className="soft">常看的</span>}
      {items.map((filter) => (
        <span key={filter.token} className="saved-filter" data-here={isHere(filter) || undefined}>
          <Button
            type="text"
            size="small"
            aria-pressed={isHere(filter)}
            onClick={() =>
              list.set(Object.fromEntries(filterNames.map((name) => [name, filter.query[name]])))
            }
            data-testid="saved-filter"
          >
            {filter.name}
          </Button>
          <Popconfirm
            title={`删掉「${filter.name}」？`}
            okText="删掉"
            cancelText="留着"
            okButtonProps={{ 'data-testid': 'saved-filter-delete-confirm' }}
            onConfirm={() => remove.mutate(filter.token)}
          >
            <Button
              type="text"
              size="small"
              icon={<CloseOutlined />}
              aria-label={`删掉${filter.name}`}
              data-testid="saved-filter-delete"
            />
          </Popconfirm>
        </span>
      ))}
      {canSave && (
        <Button type="link" size="small" onClick={() => setNaming(true)} data-testid="save-filter">
          存下这组条件
        </Button>
      )}
      {filtered && (
        <Button type="link" size="small" onClick={onClear} data-testid="filter-clear">
          清除条件
        </Button>
      )}
      <SaveFilter
        school={school}
        query={present}
        open={naming}
        onClose={() => setNaming(false)}
        onSaved={renew}
      />
    </div>
  );
}
