/**
 * Words that several areas of the Chinese catalogue share. Chinese has no plural; a count has a measure word instead.
 */
import { formatsOf } from '../text/formats.ts';

const formats = formatsOf('zh-CN', { days: '天', hours: '小时', minutes: '分钟', seconds: '秒' });

export const { bytes, count, dayAndTime, duration, milliseconds, timeOfDay, timeToSecond } = formats;
