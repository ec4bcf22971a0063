/**
 * Frequent traditional characters beside their simplified forms, written as pairs: the first of each pair is
 * what a phone set to traditional script sends, the second is what the model knows. Only one-to-one pairs that
 * occur in talk about school and home; a character that is missing here simply stays as it is.
 */
const PAIRS =
  '們们學学師师園园飯饭課课長长親亲媽妈爺爷孫孙兒儿個个這这說说話话語语讀读書书寫写聽听見见來来時时間间點点' +
  '門门開开關关壞坏樓楼電电燈灯線线氣气熱热涼凉廁厕髒脏頭头臉脸傷伤藥药醫医發发燒烧體体癢痒術术針针車车' +
  '遲迟過过還还進进遠远邊边應应該该費费錢钱單单買买賣卖價价訂订帳帐繳缴貴贵補补貼贴報报戶户區区縣县鎮镇鄉乡' +
  '轉转證证證证辦办問问題题請请謝谢對对錯错罵骂動动隊队欺欺負负搶抢嚇吓哭哭鬧闹讓让給给帶带幫帮總总結结' +
  '係系聯联絡络訊讯視视頻频圖图號号碼码網网機机會会議议組组級级業业練练習习試试績绩養养營营雞鸡魚鱼鮮鲜' +
  '麵面湯汤餓饿飽饱鹽盐鹹咸樣样麼么嗎吗為为與与從从後后裡里裏里幾几歲岁誰谁沒没無无現现當当連连選选擇择' +
  '擔担憂忧惡恶愛爱護护衛卫規规則则責责備备設设圍围牆墙欄栏桿杆滿满漏漏亂乱塊块鋪铺鐵铁銹锈爛烂斷断釘钉' +
  '鑰钥匙匙櫃柜凍冻曬晒風风陰阴雲云塵尘蟲虫鼠鼠鳥鸟貓猫馬马龍龙東东廣广華华國国灣湾兩两萬万億亿雙双隻只';

const toSimplified = new Map<string, string>();
const characters = [...PAIRS];
for (let at = 0; at + 1 < characters.length; at += 2) {
  toSimplified.set(characters[at] ?? '', characters[at + 1] ?? '');
}

/** The simplified form of one character, or the character itself. */
export function simplify(character: string): string {
  return toSimplified.get(character) ?? character;
}
