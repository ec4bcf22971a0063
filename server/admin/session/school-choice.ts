import { useState } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router-dom';
import type { School } from '../api/session.api.js';

const slot = 'xinqiao.admin.school';

/** The chosen school of somebody who works in several: from the address, else as last chosen, else the first. */
export function useSchoolChoice(schools: readonly School[]): [School | null, (token: string) => void] {
  const [params] = useSearchParams();
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const [chosen, setChosen] = useState(() => sessionStorage.getItem(slot));
  const named = (token: string | null) => schools.find((school) => school.token === token);
  const school = named(params.get('school')) ?? named(chosen) ?? schools[0] ?? null;

  const choose = (token: string) => {
    sessionStorage.setItem(slot, token);
    setChosen(token);
    // Filters and a single item belong to the school that is left; the list itself stays open.
    const list = `/${pathname.split('/')[1] ?? ''}`;
    void navigate(`${list}?school=${token}`);
  };
  return [school, choose];
}
