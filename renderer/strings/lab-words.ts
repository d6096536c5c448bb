import type { ExperimentCatalogue } from '../../server/contract/lab/experiments.ts';
import type { Language } from '../../server/contract/language.ts';
import { experiments as experimentsEn } from './en/experiments.ts';
import { type LabStrings, lab as labEn } from './en/lab.ts';
import { useStrings } from './use-strings.ts';
import { experiments as experimentsZh } from './zh/experiments.ts';
import { lab as labZh } from './zh/lab.ts';

export type { LabStrings };

interface LabWords {
  readonly lab: LabStrings;
  readonly experiments: ExperimentCatalogue;
}

const byLanguage: Readonly<Record<Language, LabWords>> = {
  en: { lab: labEn, experiments: experimentsEn },
  'zh-CN': { lab: labZh, experiments: experimentsZh },
};

/** The words of the Lab and of its experiments. They are part of its view, which is loaded later. */
export function labWords(language: Language): LabWords {
  return byLanguage[language];
}

export function useLabStrings(): LabStrings {
  return labWords(useStrings().locale).lab;
}

export function useExperimentCatalogue(): ExperimentCatalogue {
  return labWords(useStrings().locale).experiments;
}
