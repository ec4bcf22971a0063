import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use as register, type EChartsCoreOption } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';

register([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, AriaComponent, SVGRenderer]);

interface Props {
  option: EChartsCoreOption;
  /** What the drawing shows, for who cannot see it; the numbers stand in the table beside it. */
  label: string;
  height: number;
}

/** A drawing of numbers that keeps to the width of its place. */
export function Chart({ option, label, height }: Props) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current;
    if (!element) return undefined;
    const chart = init(element, null, { renderer: 'svg' });
    chart.setOption(option);
    const watcher = new ResizeObserver(() => chart.resize());
    watcher.observe(element);
    return () => {
      watcher.disconnect();
      chart.dispose();
    };
  }, [option]);
  return (
    <div ref={place} role="img" aria-label={label} style={{ height, minWidth: 0 }} data-testid="chart" />
  );
}
