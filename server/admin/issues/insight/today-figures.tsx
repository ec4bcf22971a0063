import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import { getDashboard } from '../../api/insight.api.js';
import { Loaded } from '../../ui/loaded.js';
import { FigureGrid } from './figure-grid.js';
import { figureCards } from './figure-words.js';

const shown = ['reported', 'confirmed', 'reopened', 'response'];

/** A few figures of the last three months, with the way to all of them. */
export function TodayFigures({ school }: { school: string }) {
  const query = { school, from: undefined, to: undefined };
  const dashboard = useQuery({
    queryKey: ['dashboard', query],
    queryFn: ({ signal }) => getDashboard(query, signal),
  });
  return (
    <section className="stack" aria-label="近三个月" style={{ gap: 12 }}>
      <div className="row" style={{ justifyContent: 'space-between' }}>
        <h2 className="section-heading">近三个月</h2>
        <Link to="/dashboard" data-testid="today-dashboard">
          办得怎么样 ›
        </Link>
      </div>
      <Loaded query={dashboard} rows={2}>
        {({ all }) => <FigureGrid cards={figureCards(all).filter(({ key }) => shown.includes(key))} />}
      </Loaded>
    </section>
  );
}
