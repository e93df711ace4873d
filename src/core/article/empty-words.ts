/** Small words of English clauses that say nothing of what happens. */

/** Words of clauses that say nothing of what happens. */
export const EMPTY_WORDS: ReadonlySet<string> = new Set(
  `a an the this that these those such some any every each other others another one two three all both own same more most
  few many first second third new old public formal national allied local regional concrete early clear certain
  of to in on at by for from with as and or but nor not no if only when while than then after before during until against
  between into over under out off up down about around through per via without within toward towards
  is are was were be been being am has have had do does did will would can could may might must shall should
  it its they them their theirs he she his her him we our us you your who whom whose which what where why how
  there here so too very also just even still yet again once ever never back away
  among several serious report reports news evidence announcement announcements member members system systems years months weeks
  days only mere much large larger small smaller major big bigger key main likely possible next last late early further extra
  additional due entire whole real open such-as including especially own side sides
  themselves itself himself herself everybody everyone anybody someone something anything nothing
  thing things way ways purpose level levels country countries party parties state states people case cases part parts
  time times term week weekend month year sign signs rather told made make makes take takes get gets give gives left
  put puts go goes come comes keep keeps decisions plans`
    .trim()
    .split(/\s+/),
);
