// All clinical content, loaded once, checked as a whole, const from then on.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostics.h"
#include "core/result.h"
#include "knowledge/evidence.h"
#include "knowledge/items_draw.h"
#include "knowledge/items_measure.h"
#include "knowledge/items_story.h"
#include "knowledge/items_treat.h"
#include "knowledge/message.h"
#include "knowledge/policy.h"
#include "knowledge/protocol.h"

namespace hamstring::rehab {

template <class T>
using ById = std::map<std::string, T, std::less<>>;

/// One place in data/ that carries evidence of its own.
struct Statement {
  std::string item,
      part;  ///< "protocol.default_runner", "phase.speed.content.nordic_first"; part empty: the whole item
  Evidence evidence;
};

/// Where an item stands.
struct ItemAddress {
  std::string kind, id;
  std::string file;  ///< below data/: "red_flags/dvt.toml"
};

struct Knowledge {
  ById<Source> sources;
  ById<Question> questions;
  std::vector<std::string> short_set;  ///< questions of the rescreen, in the order in which they are asked
  std::string well_question;           ///< the one that stands for the danger signs while nothing is hurt
  std::vector<std::string> masking;    ///< questions whose yes says that pain may be hidden
  ById<RedFlag> flags;
  ById<Gate> gates;
  ById<InjuryType> pictures;
  ById<ClinicalTest> tests;
  ById<Questionnaire> questionnaires;
  ById<Exercise> exercises;
  ById<Technique> techniques;
  ById<Treatment> treatments;
  ById<Alignment> alignment;
  ById<RestRule> rest_rules;
  ById<Protocol> protocols;
  ById<Prevention> prevention;
  ById<ReturnFact> return_facts;
  ById<Daily> daily;
  ById<PrognosisItem> prognosis;
  ById<Figure> figures;
  ById<HamstringRole> roles;
  Policy policy;
  ById<Catalog> catalogs;             ///< by language
  std::vector<Statement> statements;  ///< all of them, by file and place
  std::vector<ItemAddress> items;     ///< in the order of the folders, then by file name
  std::string version;  ///< 16 hex digits over all files, so that an answer can name what it was made with
};

/// The question that asks for a speed of the person's own; null for `none`. There is one for each.
[[nodiscard]] const Question* question_of(const Knowledge& knowledge, OwnSpeed speed);

/// Reads every file of the folder. Any error (schema, reference, condition, protocol graph, catalog) refuses
/// the whole folder: the returned Error names the first one, `diagnostics` all of them with file and line.
[[nodiscard]] Result<Knowledge> load_knowledge(const std::filesystem::path& directory,
                                               Diagnostics& diagnostics);

/// What `hamstring knowledge check` prints beyond loading. `unverified`: read neither in the source nor
/// second-hand (ours, from memory, number cut off), or leaning only on sources that are themselves no more
/// than that.
struct KnowledgeReport {
  std::vector<Statement> unverified, blanks;
  std::vector<std::string> unused_sources;
  struct MissingText {
    std::string language, key;
  };
  std::vector<MissingText> missing_texts, unused_texts;
};
[[nodiscard]] KnowledgeReport check_knowledge(const Knowledge& knowledge);

/// The items called `name`: "dvt" or, where several kinds share an id, "red_flag.dvt".
[[nodiscard]] std::vector<ItemAddress> find_items(const Knowledge& knowledge, std::string_view name);

}  // namespace hamstring::rehab
