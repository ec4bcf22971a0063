import type { DemoHousehold, DemoOfficer, DemoSchool } from '../demo.types.js';
import { largeHouseholds } from './households-large.js';
import { middleHouseholds } from './households-middle.js';
import { primaryHouseholds } from './households-primary.js';
import { smallHouseholds } from './households-small.js';
import { kindergarten } from './kindergarten.js';
import { primary } from './primary.js';

/** The demo county. Everybody in it is invented. */
export const countyName = '桃源县';

export const schools: readonly DemoSchool[] = [kindergarten, primary];

export const officers: readonly DemoOfficer[] = [
  { key: 'peng.yuan', name: '彭远', role: 'region_admin' },
  { key: 'liu.zhenhua', name: '刘振华', role: 'county_officer' },
  { key: 'jiang.ning', name: '蒋宁', role: 'county_safeguarding' },
  { key: 'shi.guihua', name: '石桂花', role: 'village_officer' },
  { key: 'tian.qiuju', name: '田秋菊', role: 'village_officer' },
];

export const households: readonly DemoHousehold[] = [
  ...smallHouseholds,
  ...middleHouseholds,
  ...largeHouseholds,
  ...primaryHouseholds,
];
