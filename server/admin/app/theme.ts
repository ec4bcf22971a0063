import type { ThemeConfig } from 'antd';

/** Colours of the look. Text colours reach AA (4.5:1) on both paper and card; control borders reach 3:1. */
export const colors = {
  paper: '#F7F3EC',
  card: '#FFFDF9',
  ink: '#2B2A27',
  inkSoft: '#635E55',
  line: '#E6DDCF',
  control: '#948A7B',
  accent: '#B84A14',
  accentSoft: '#FBE9DD',
  teal: '#1F6F6B',
  tealSoft: '#E2F0EE',
  ok: '#2C7A4B',
  okSoft: '#E3F2E8',
  warn: '#7D5200',
  warnSoft: '#FBF0D5',
  bad: '#B3261E',
  badSoft: '#FBE6E4',
} as const;

/** Ant Design in the colours of the house: paper, ink, one accent. */
export const theme: ThemeConfig = {
  token: {
    fontFamily:
      '"PingFang SC","Noto Sans SC","Noto Sans CJK SC","Microsoft YaHei","WenQuanYi Zen Hei",sans-serif',
    fontSize: 16,
    fontSizeSM: 15,
    colorPrimary: colors.accent,
    colorInfo: colors.teal,
    colorLink: colors.teal,
    colorLinkHover: colors.accent,
    colorSuccess: colors.ok,
    colorWarning: colors.warn,
    colorError: colors.bad,
    colorTextBase: colors.ink,
    colorText: colors.ink,
    colorTextSecondary: colors.inkSoft,
    colorTextTertiary: colors.inkSoft,
    colorTextDescription: colors.inkSoft,
    colorTextPlaceholder: '#736C60',
    colorTextQuaternary: colors.control,
    // The derived tints of dark colours turn muddy on paper, so they are given.
    colorSuccessBg: colors.okSoft,
    colorSuccessBorder: '#B9DCC6',
    colorWarningBg: colors.warnSoft,
    colorWarningBorder: '#E8CF8F',
    colorErrorBg: colors.badSoft,
    colorErrorBorder: '#EDB9B4',
    colorInfoBg: colors.tealSoft,
    colorInfoBorder: '#C9E1DD',
    // Words on the ready-made grounds of tags, dark enough to be read. Both spellings become one variable of the style.
    green7: colors.ok,
    'green-7': colors.ok,
    volcano7: '#A83408',
    'volcano-7': '#A83408',
    gold7: colors.warn,
    'gold-7': colors.warn,
    orange7: '#8A4700',
    'orange-7': '#8A4700',
    cyan7: '#0A6B70',
    'cyan-7': '#0A6B70',
    red7: '#A8201A',
    'red-7': '#A8201A',
    colorBgBase: colors.card,
    colorBgLayout: colors.paper,
    colorBgContainer: colors.card,
    colorBgElevated: colors.card,
    colorBorder: colors.control,
    colorBorderSecondary: colors.line,
    borderRadius: 10,
    borderRadiusLG: 14,
    controlHeight: 40,
    controlHeightSM: 36,
    wireframe: false,
  },
  components: {
    Layout: { headerBg: colors.card, siderBg: colors.card, bodyBg: colors.paper, headerPadding: '0 20px' },
    Menu: {
      itemBg: 'transparent',
      itemHeight: 44,
      itemSelectedBg: colors.accentSoft,
      itemSelectedColor: '#A64210',
      itemActiveBg: colors.accentSoft,
    },
    Table: {
      headerBg: 'transparent',
      cellFontSize: 15,
      cellPaddingInline: 12,
      headerColor: colors.inkSoft,
      headerSplitColor: 'transparent',
      rowHoverBg: '#FBF6EE',
    },
    Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 500 },
    Tag: { defaultBg: '#F1EBE0', defaultColor: colors.ink },
    Select: { optionSelectedBg: colors.accentSoft },
    Form: { labelColor: colors.ink },
  },
};

/**
 * The same without movement. Ant Design has to know: cut short by a style sheet, what floats is drawn before it has its
 * place, and stays outside of the window.
 */
export const stillTheme: ThemeConfig = { ...theme, token: { ...theme.token, motion: false } };
