import type { Judgment } from '../../../server/contract/decision.ts';
import type { StoryStrings } from '../en/story.ts';
import { code, optionName, type Phrase, say, term } from '../text/phrase.ts';

const flag = (option: string, { inputs }: Judgment, input = option): Phrase =>
  say`${optionName(option)} 已${inputs[input] === true ? '开启' : '关闭'}`;

/** An additional remark on the rule that sent or withheld a cookie. Empty for most rules. */
const besides = ({ inputs }: Judgment): Phrase => {
  const { optionsOfSession, forwardedProto } = inputs;
  const options =
    typeof optionsOfSession === 'string'
      ? say`。${code(optionsOfSession)} 用的是这个会话自己的值：express-session 把 Cookie 的选项保存在会话里，更改只对新会话生效`
      : [];
  const proxy =
    typeof forwardedProto === 'string'
      ? say`。请求带有 ${code(`X-Forwarded-Proto: ${forwardedProto}`)}，但不算数，因为应用没有信任代理（${code('trust proxy')}）`
      : [];
  return [...options, ...proxy];
};

/** Why a question about the session got its answer. Each sentence continues after "是：" or "否：". */
export const rules: StoryStrings['rules'] = {
  'no-session': () => say`当时没有${term.session('会话')}`,
  'session-destroyed': () => say`${term.handler('处理函数')}已${term.destroy('销毁')}会话`,
  'session-set-to-null': () => say`${term.handler('处理函数')}把 ${code('req.session')} 设为了 null`,
  'store-failed': () => say`无法访问${term.store('存储')}`,

  'save-modified': () => say`会话与请求开始时不同`,
  'save-new-uninitialized': (j) => say`会话是新的，也没有存入任何内容，但 ${flag('saveUninitialized', j)}`,
  'save-resave': (j) => say`内容没有变化，但 ${flag('resave', j)}，所以每次都写入`,
  'save-renewed': () => say`会话的 ${term.sid('ID')} 与开始时不同`,
  'skip-uninitialized': (j) => say`会话是新的，没有存入任何内容，而且 ${flag('saveUninitialized', j)}`,
  'skip-unmodified': (j) => say`会话与加载时相同，而且 ${flag('resave', j)}`,
  'skip-already-saved': () => say`${term.handler('处理函数')}已自行保存，之后没有再变化`,

  'touch-unmodified': ({ answer }) =>
    answer
      ? say`数据没有变化，所以只${term.touch('续期')}`
      : say`这个${term.store('存储')}没有 ${code(term.touch('touch'))}`,
  'touch-replaced-by-save': () => say`保存时已经${term.touch('续期')}`,
  'touch-not-for-new': () => say`没有收到带有这个${term.sid('会话 ID')} 的 ${term.cookie('Cookie')}`,

  'destroy-by-handler': () => say`${term.handler('处理函数')}销毁了它`,
  'destroy-unset': () =>
    say`${term.handler('处理函数')}拿走了 ${code('req.session')}，而 ${code('unset')} 为 ${code('destroy')}`,
  'keep-unset': () => say`最后 ${code('req.session')} 已不在，但 ${code('unset')} 为 ${code('keep')}`,
  'keep-alive': () => say`没有代码要求销毁它`,

  'create-saved': () => say`它是新的，并且保留了下来`,
  'create-regenerated': () => say`${term.handler('处理函数')}要求${term.regenerate('换新会话 ID')}，会话以新 ID 保存`,
  'create-not-saved': () => say`它一开始是空的，也没有留下任何内容`,
  'create-already-known': () => say`这个请求没有新建会话`,

  'cookie-new-modified': (j) => say`浏览器还没有这个 ${term.sid('ID')}，而且会话中存入了内容${besides(j)}`,
  'cookie-new-uninitialized': (j) =>
    say`浏览器还没有这个 ${term.sid('ID')}，而且 ${flag('saveUninitialized', j)}${besides(j)}`,
  'cookie-rolling': (j) => say`${flag('rolling', j)}，所以每次响应都会发送${besides(j)}`,
  'cookie-expiry-moved': (j) => say`会话有变化，而它的 Cookie 有过期时间：浏览器需要新的日期${besides(j)}`,
  'cookie-withheld-uninitialized': (j) => say`会话是新的而且是空的，${flag('saveUninitialized', j)}`,
  'cookie-withheld-unmodified': (j) => say`${term.sid('sid')} 相同，${flag('rolling', j)}，没有修改`,
  'cookie-withheld-sent-once': (j) =>
    say`${term.sid('sid')} 相同，${flag('rolling', j)}，Cookie 又没有过期日期：浏览器手里的那个仍然有效`,
  'cookie-withheld-insecure': (j) =>
    say`Cookie 标有 ${code(term.secureCookie('Secure'))}，而这个请求走的是普通 http${besides(j)}`,

  'flask-null-session': () => say`应用没有 ${code(term.secret('SECRET_KEY'))}，无法${term.signature('签名')}`,
  'flask-cookie-modified': () =>
    say`有键被写入或移除，或者处理函数要求重新签名，所以对整个会话${term.signature('签名')}`,
  'flask-cookie-refreshed': (j) =>
    say`没有修改，但会话是${term.permanent('永久的')}，而且 ${flag('SESSION_REFRESH_EACH_REQUEST', j, 'refreshEachRequest')}`,
  'flask-cookie-withheld-unmodified': (j) =>
    j.inputs.isPermanent === true
      ? say`没有键被写入或移除，而且 ${flag('SESSION_REFRESH_EACH_REQUEST', j, 'refreshEachRequest')}`
      : say`没有键被写入或移除，会话也不是${term.permanent('永久的')}`,
  'flask-cookie-deleted': () => say`会话被修改，现在是空的，所以删除它的 Cookie`,
  'flask-cookie-withheld-empty': () => say`会话是空的，也没有修改：没有可发送的内容`,
};
