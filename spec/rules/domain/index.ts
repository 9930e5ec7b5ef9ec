/** The rules of this description, in the order in which docs/lint-rules.md lists them. */
import type { Rule } from '../rule.js';
import { ambiguousPaths } from './ambiguousPaths.js';
import { commonErrorsStated } from './commonErrorsStated.js';
import { componentUsed } from './componentUsed.js';
import { credentialsNotInUrl } from './credentialsNotInUrl.js';
import { descriptionLinks } from './descriptionLinks.js';
import { enumDescribed } from './enumDescribed.js';
import { enumNotInProse } from './enumNotInProse.js';
import { errorEntrySaysMore } from './errorEntrySaysMore.js';
import { errorFields } from './errorFields.js';
import { errorRaised } from './errorRaised.js';
import { errorReferences } from './errorReferences.js';
import { errorsStated } from './errorsStated.js';
import { exampleIdsAgree } from './exampleIdsAgree.js';
import { exampleRealistic } from './exampleRealistic.js';
import { examplesComplete } from './examplesComplete.js';
import { idPattern } from './idPattern.js';
import { navigationComplete } from './navigationComplete.js';
import { operationIdPattern } from './operationIdPattern.js';
import { operationIdUnique } from './operationIdUnique.js';
import { operationKeyOrder } from './operationKeyOrder.js';
import { propertyDocumented } from './propertyDocumented.js';
import { requestBodyClosed } from './requestBodyClosed.js';
import { requestNumbersBounded } from './requestNumbersBounded.js';
import { responseEnvelope } from './responseEnvelope.js';
import { responseOpen } from './responseOpen.js';
import { retryStated } from './retryStated.js';
import { schemasOnce } from './schemasOnce.js';
import { sdkPath } from './sdkPath.js';
import { securityStated } from './securityStated.js';
import { serversEncrypted } from './serversEncrypted.js';
import { stringConstrained } from './stringConstrained.js';
import { timestampFormat } from './timestampFormat.js';
import { urlFormat } from './urlFormat.js';
import { fieldsAgree } from '../reference/fieldsAgree.js';
import { referencePages } from '../reference/referencePages.js';

export const domainRules: readonly Rule[] = [
  operationIdPattern,
  operationIdUnique,
  operationKeyOrder,
  ambiguousPaths,
  sdkPath,
  retryStated,
  securityStated,
  serversEncrypted,
  credentialsNotInUrl,
  requestBodyClosed,
  requestNumbersBounded,
  responseEnvelope,
  responseOpen,
  examplesComplete,
  exampleRealistic,
  exampleIdsAgree,
  errorsStated,
  commonErrorsStated,
  errorRaised,
  errorReferences,
  errorFields,
  errorEntrySaysMore,
  idPattern,
  timestampFormat,
  urlFormat,
  stringConstrained,
  enumDescribed,
  enumNotInProse,
  propertyDocumented,
  componentUsed,
  schemasOnce,
  descriptionLinks,
  navigationComplete,
  referencePages,
  fieldsAgree,
];
