#include "knowledge/knowledge.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/file.h"
#include "items/item_file.h"
#include "items/json_schema.h"
#include "knowledge/decode.h"
#include "knowledge/knowledge_checks.h"
#include "knowledge/vocabulary.h"

namespace hamstring::rehab {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::pair<std::string_view, std::string_view> folder_kinds[] = {{"sources", "source"},
                                                                          {"questions", "question"},
                                                                          {"red_flags", "red_flag"},
                                                                          {"gates", "gate"},
                                                                          {"injury_types", "injury_type"},
                                                                          {"tests", "test"},
                                                                          {"questionnaires", "questionnaire"},
                                                                          {"exercises", "exercise"},
                                                                          {"techniques", "technique"},
                                                                          {"treatments", "treatment"},
                                                                          {"alignment", "alignment"},
                                                                          {"rest_rules", "rest_rule"},
                                                                          {"protocols", "protocol"},
                                                                          {"prevention", "prevention"},
                                                                          {"return_facts", "return_fact"},
                                                                          {"daily", "daily"},
                                                                          {"prognosis", "prognosis"},
                                                                          {"figures", "figure"},
                                                                          {"roles", "role"},
                                                                          {"policies", "policy"},
                                                                          {"messages", "messages"}};

void collect_statements(const json& value, const std::string& pointer, const Part& part, const ItemFile& item,
                        std::vector<Statement>& out) {
  if (!value.is_structured()) return;
  for (const auto& [key, child] : value.items()) {
    const std::string here = pointer + pointer_step(key);
    if (key != "evidence") {
      collect_statements(child, here, part, item, out);
      continue;
    }
    out.push_back({.item = item.kind + "." + item.id,
                   .part = readable_path(item.root, pointer),
                   .evidence = decode_evidence(part.at(here))});
  }
}

/// All files below one folder of data/ in name order, so that the same folder gives the same knowledge.
std::vector<fs::path> files_in(const fs::path& folder, Diagnostics& out) {
  std::vector<fs::path> result;
  std::error_code error;
  for (auto entry = fs::directory_iterator(folder, error); !error && entry != fs::directory_iterator();
       entry.increment(error)) {
    result.push_back(entry->path());
  }
  if (error) {
    out.add({.severity = Severity::error,
             .message = "the folder cannot be read: " + error.message(),
             .file = folder.filename().string()});
  }
  std::ranges::sort(result);
  return result;
}

class Loader {
 public:
  Loader(const fs::path& directory, Diagnostics& out) : directory_(directory), out_(out) {}

  Knowledge load() {
    for (const auto& [folder, kind] : folder_kinds) read_folder(std::string(folder), std::string(kind));
    const KnowledgeVocabulary vocabulary(items_);
    for (const ItemFile& item : items_) decode(item, Part(item, out_), vocabulary);
    collect_short_set();
    collect_well();
    knowledge_.version = sha256_hex(hashed_).substr(0, 16);
    check_items(items_, knowledge_, out_);
    return std::move(knowledge_);
  }

 private:
  void fault(const std::string& file, std::string message, int line = 0, std::string element = {}) {
    out_.add({.severity = Severity::error,
              .message = std::move(message),
              .file = file,
              .line = line,
              .element = std::move(element)});
  }

  void read_folder(const std::string& folder, const std::string& kind) {
    const std::string schema_file = "schemas/" + kind + ".schema.json";
    const Result<std::string> schema_text = read_file(directory_ / schema_file, item_size_max);
    if (!schema_text) return fault(schema_file, schema_text.error().message);
    const Result<JsonSchema> schema = JsonSchema::parse(*schema_text, schema_file);
    if (!schema) return fault(schema_file, schema.error().message);
    for (const fs::path& path : files_in(directory_ / folder, out_)) {
      const std::string file = folder + "/" + path.filename().string();
      if (path.extension() != ".toml") {
        fault(file, "only .toml files belong here");
        continue;
      }
      const Result<std::string> text = read_file(path, item_size_max);
      if (!text) {
        fault(file, text.error().message);
        continue;
      }
      hashed_ += file + '\0' + *text + '\0';
      read_item(*text, file, kind, *schema, path.stem().string());
    }
  }

  void read_item(const std::string& text, const std::string& file, const std::string& kind,
                 const JsonSchema& schema, const std::string& stem) {
    Result<ItemFile> item = parse_item_file(text, file);
    if (!item) return fault(file, item.error().message, item.error().line);
    const std::vector<SchemaError> errors = schema.check(item->root);
    for (const SchemaError& error : errors) {
      fault(file, error.message, item->line_of(error.pointer), readable_path(item->root, error.pointer));
    }
    const std::string name = kind == "messages" ? item->root.value("language", std::string{}) : item->id;
    if (errors.empty() && name != stem) {
      return fault(file, fmt::format("is called '{}' inside; the file is named after its id", name),
                   item->line_of("/id"));
    }
    item->id = name;
    if (errors.empty()) items_.push_back(*std::move(item));
  }

  template <class T>
  void keep(ById<T>& map, T value) {
    std::string id = value.id;
    map.insert_or_assign(std::move(id), std::move(value));
  }

  void decode(const ItemFile& item, const Part& part, const Vocabulary& words) {
    Knowledge& k = knowledge_;
    if (item.kind == "source") keep(k.sources, decode_source(part));
    if (item.kind == "question") keep(k.questions, decode_question(part, words));
    if (item.kind == "red_flag") keep(k.flags, decode_red_flag(part, words));
    if (item.kind == "gate") keep(k.gates, decode_gate(part, words));
    if (item.kind == "injury_type") keep(k.pictures, decode_injury_type(part, words));
    if (item.kind == "test") keep(k.tests, decode_test(part, words));
    if (item.kind == "questionnaire") keep(k.questionnaires, decode_questionnaire(part));
    if (item.kind == "exercise") keep(k.exercises, decode_exercise(part, words));
    if (item.kind == "technique") keep(k.techniques, decode_technique(part, words));
    if (item.kind == "treatment") keep(k.treatments, decode_treatment(part, words));
    if (item.kind == "alignment") keep(k.alignment, decode_alignment(part, words));
    if (item.kind == "rest_rule") keep(k.rest_rules, decode_rest_rule(part, words));
    if (item.kind == "protocol") keep(k.protocols, decode_protocol(part, words));
    if (item.kind == "prevention") keep(k.prevention, decode_prevention(part, words));
    if (item.kind == "return_fact") keep(k.return_facts, decode_return_fact(part, words));
    if (item.kind == "daily") keep(k.daily, decode_daily(part, words));
    if (item.kind == "prognosis") keep(k.prognosis, decode_prognosis(part, words));
    if (item.kind == "figure") keep(k.figures, decode_figure(part));
    if (item.kind == "role") keep(k.roles, decode_role(part));
    if (item.kind == "policy") k.policy = decode_policy(part, words);
    if (item.kind == "messages") keep_catalog(item);
    collect_statements(item.root, "", part, item, k.statements);
    k.items.push_back({.kind = item.kind, .id = item.id, .file = item.file});
  }

  void collect_short_set() {
    std::vector<std::pair<int, std::string>> ordered;
    for (const auto& [id, question] : knowledge_.questions) {
      if (question.rescreen) ordered.emplace_back(question.order, id);
      if (question.masks_pain) knowledge_.masking.push_back(id);
    }
    std::ranges::sort(ordered);
    for (auto& [order, id] : ordered) knowledge_.short_set.push_back(std::move(id));
  }

  /// What 'no, nothing is odd' says to each question that it stands for: no, or the first option, which is
  /// the harmless one.
  void collect_well() {
    for (const auto& [id, question] : knowledge_.questions) {
      if (question.stands_for.empty()) continue;
      knowledge_.well_question = id;
      for (const std::string& named : question.stands_for) {
        const auto found = knowledge_.questions.find(named);
        if (found == knowledge_.questions.end()) continue;  // the checks say so
        Question& one = found->second;
        one.well = one.answer == Question::Answer::choice ? one.options.front() : std::string("no");
      }
    }
  }

  void keep_catalog(const ItemFile& item) {
    Catalog catalog{.language = item.root.value("language", std::string{}), .text = {}};
    for (const auto& [key, text] : item.root.at("text").items()) catalog.text[key] = text.get<std::string>();
    knowledge_.catalogs[catalog.language] = std::move(catalog);
  }

  const fs::path directory_;
  Diagnostics& out_;
  std::vector<ItemFile> items_;
  std::string hashed_;
  Knowledge knowledge_;
};

}  // namespace

const Question* question_of(const Knowledge& knowledge, OwnSpeed speed) {
  if (speed == OwnSpeed::none) return nullptr;
  const auto found =
      std::ranges::find_if(knowledge.questions, [&](const auto& item) { return item.second.speed == speed; });
  return found == knowledge.questions.end() ? nullptr : &found->second;
}

Result<Knowledge> load_knowledge(const fs::path& directory, Diagnostics& diagnostics) {
  Diagnostics found;
  Knowledge knowledge = Loader(directory, found).load();
  diagnostics.append(found);
  for (const Diagnostic& entry : found.entries()) {
    if (entry.severity != Severity::error) continue;
    return failure(
        {.message = fmt::format("{} ({} errors in all)", entry.message, found.count(Severity::error)),
         .file = entry.file,
         .line = entry.line,
         .element = entry.element,
         .advice = "Nothing is planned on damaged knowledge; 'hamstring knowledge check' lists all errors."});
  }
  return knowledge;
}

}  // namespace hamstring::rehab
