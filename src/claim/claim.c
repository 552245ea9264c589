/* The words of the claim enumerations, from the lists in sitrep/claim.h. */
#include <sitrep/claim.h>

#define SR_X(name, word) word,
const char *sr_claim_kind_name(sr_claim_kind kind) {
  static const char *const names[] = {SR_CLAIM_KINDS(SR_X)};
  return (unsigned)kind < SR_KIND_COUNT ? names[kind] : "";
}

const char *sr_modality_name(sr_modality modality) {
  static const char *const names[] = {SR_MODALITIES(SR_X)};
  return (unsigned)modality < SR_MODALITY_COUNT ? names[modality] : "";
}

const char *sr_when_relation_name(sr_when_relation relation) {
  static const char *const names[] = {SR_RELATIONS_IN_TIME(SR_X)};
  return (unsigned)relation < SR_WHEN_COUNT ? names[relation] : "";
}
#undef SR_X

#define SR_X(list, name, word) word,
const char *sr_enum_name(sr_enum value) {
  static const char *const names[] = {"", SR_ENUM_VALUES(SR_X)};
  return (unsigned)value < SR_ENUM_COUNT ? names[value] : "";
}
#undef SR_X
