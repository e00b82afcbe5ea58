// hamstring knowledge check | list | show ID: what the program knows, from where, and what is wrong with it.
#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <set>

#include "apps/cli/command.h"
#include "core/file.h"
#include "core/try.h"
#include "items/item_file.h"
#include "knowledge/knowledge.h"

namespace hamstring::cli {
namespace {

using nlohmann::json;
using rehab::ItemAddress;
using rehab::Knowledge;
using rehab::Statement;

struct KnowledgeOptions {
  std::string folder, language = "en", name, kind;
};

std::filesystem::path folder_of(const KnowledgeOptions& options) {
  return options.folder.empty() ? data_folder() : std::filesystem::path(options.folder);
}

std::string_view status_word(rehab::Status status) {
  switch (status) {
    case rehab::Status::verified:
      return "read in the source";
    case rehab::Status::second_hand:
      return "read second-hand";
    case rehab::Status::cut_off:
      return "number cut off";
    case rehab::Status::memory:
      return "from memory";
    case rehab::Status::our_assumption:
      return "our assumption";
    case rehab::Status::blank:
      return "blank";
  }
  return "";
}

/// "B"; empty where nothing is graded.
std::string strength_letter(const std::optional<rehab::Strength>& strength) {
  return strength ? std::string(1, "ABCD"[static_cast<int>(*strength)]) : std::string{};
}

/// ", strength B"; empty where nothing is graded.
std::string strength_words(const std::string& letter) {
  return letter.empty() ? letter : ", strength " + letter;
}

json statement_json(const Statement& statement) {
  return {{"item", statement.item},
          {"part", statement.part},
          {"status", status_word(statement.evidence.status)},
          {"strength", strength_letter(statement.evidence.strength)},
          {"sources", statement.evidence.sources},
          {"note", statement.evidence.note}};
}

json statements_json(const std::vector<Statement>& statements) {
  json result = json::array();
  for (const Statement& statement : statements) result.push_back(statement_json(statement));
  return result;
}

json texts_json(const std::vector<rehab::KnowledgeReport::MissingText>& texts) {
  json result = json::array();
  for (const auto& text : texts) result.push_back({{"language", text.language}, {"key", text.key}});
  return result;
}

void print_statements(std::string_view title, const std::vector<Statement>& statements) {
  fmt::print("\n{} ({})\n", title, statements.size());
  for (const Statement& s : statements) {
    fmt::print("  {}{}{}: {}{}, {}\n", s.item, s.part.empty() ? "" : " ", s.part,
               status_word(s.evidence.status), strength_words(strength_letter(s.evidence.strength)),
               fmt::join(s.evidence.sources, " "));
    if (!s.evidence.note.empty()) fmt::print("      {}\n", s.evidence.note);
  }
}

void print_texts(std::string_view title, const std::vector<rehab::KnowledgeReport::MissingText>& texts) {
  if (texts.empty()) return;
  fmt::print("\n{} ({})\n", title, texts.size());
  for (const auto& text : texts) fmt::print("  {} {}\n", text.language, text.key);
}

json diagnostics_json(const Diagnostics& diagnostics) {
  json result = json::array();
  for (const Diagnostic& entry : diagnostics.entries()) {
    result.push_back({{"severity", severity_name(entry.severity)},
                      {"file", entry.file},
                      {"line", entry.line},
                      {"element", entry.element},
                      {"message", entry.message}});
  }
  return result;
}

int refuse(const Diagnostics& diagnostics, bool as_json) {
  if (as_json)
    fmt::print("{}\n", json{{"good", false}, {"diagnostics", diagnostics_json(diagnostics)}}.dump(2));
  print_diagnostics(diagnostics, true);
  fmt::print(stderr, "{} errors: nothing is planned on damaged knowledge\n",
             diagnostics.count(Severity::error));
  return exit_data_at_fault;
}

int check(const CommonOptions& common, const KnowledgeOptions& options) {
  Diagnostics diagnostics;
  const Result<Knowledge> knowledge = rehab::load_knowledge(folder_of(options), diagnostics);
  if (!knowledge) return refuse(diagnostics, common.json);
  print_diagnostics(diagnostics, true);
  const rehab::KnowledgeReport report = rehab::check_knowledge(*knowledge);
  if (common.json) {
    const json result{{"good", true},
                      {"version", knowledge->version},
                      {"items", knowledge->items.size()},
                      {"statements", knowledge->statements.size()},
                      {"diagnostics", diagnostics_json(diagnostics)},
                      {"without_verified_source", statements_json(report.unverified)},
                      {"blanks", statements_json(report.blanks)},
                      {"uncited_sources", report.unused_sources},
                      {"missing_texts", texts_json(report.missing_texts)},
                      {"unused_texts", texts_json(report.unused_texts)}};
    fmt::print("{}\n", result.dump(2));
    return exit_good;
  }
  fmt::print("{} items, {} statements, version {}: no errors\n", knowledge->items.size(),
             knowledge->statements.size(), knowledge->version);
  print_statements("Statements without a verified source", report.unverified);
  print_statements("Blanks, for the clinician to fill", report.blanks);
  print_texts("Texts missing in a language", report.missing_texts);
  print_texts("Texts that no item uses", report.unused_texts);
  fmt::print("\nSources that no item cites ({})\n  {}\n", report.unused_sources.size(),
             fmt::join(report.unused_sources, " "));
  return exit_good;
}

std::string name_in(const Knowledge& knowledge, const std::string& language, const ItemAddress& item) {
  if (const auto source = knowledge.sources.find(item.id);
      item.kind == "source" && source != knowledge.sources.end()) {
    const std::string year =
        source->second.year == 0 ? std::string{} : fmt::format(" {}", source->second.year);
    return source->second.authors + year + (source->second.title.empty() ? "" : ": " + source->second.title);
  }
  const auto catalog = knowledge.catalogs.find(language);
  if (catalog == knowledge.catalogs.end()) return {};
  for (const char* field : {".name", ".ask"}) {
    const auto text = catalog->second.text.find(item.kind + "." + item.id + field);
    if (text != catalog->second.text.end()) return text->second;
  }
  return {};
}

std::optional<Knowledge> load_or_refuse(const CommonOptions& common, const KnowledgeOptions& options) {
  Diagnostics diagnostics;
  Result<Knowledge> knowledge = rehab::load_knowledge(folder_of(options), diagnostics);
  if (knowledge) return *std::move(knowledge);
  refuse(diagnostics, common.json);
  return std::nullopt;
}

int list(const CommonOptions& common, const KnowledgeOptions& options) {
  const std::optional<Knowledge> knowledge = load_or_refuse(common, options);
  if (!knowledge) return exit_data_at_fault;
  json rows = json::array();
  for (const ItemAddress& item : knowledge->items) {
    if (!options.kind.empty() && item.kind != options.kind) continue;
    const std::string name = name_in(*knowledge, options.language, item);
    rows.push_back({{"kind", item.kind}, {"id", item.id}, {"file", item.file}, {"name", name}});
    if (!common.json) fmt::print("{:<40} {}\n", item.kind + "." + item.id, name);
  }
  if (rows.empty()) {
    return print_error({.message = fmt::format("there are no items of the kind '{}'", options.kind),
                        .advice = "'hamstring knowledge list' shows all of them."});
  }
  if (common.json) fmt::print("{}\n", rows.dump(2));
  return exit_good;
}

json texts_of(const Knowledge& knowledge, const std::string& language, const ItemAddress& item) {
  json result = json::object();
  const auto catalog = knowledge.catalogs.find(language);
  if (catalog == knowledge.catalogs.end()) return result;
  const std::string prefix = item.kind + "." + item.id + ".";
  for (auto at = catalog->second.text.lower_bound(prefix);
       at != catalog->second.text.end() && at->first.starts_with(prefix); ++at) {
    result[at->first.substr(prefix.size())] = at->second;
  }
  return result;
}

json source_json(const rehab::Source& source) {
  return {{"id", source.id},
          {"authors", source.authors},
          {"year", source.year},
          {"title", source.title},
          {"venue", source.venue},
          {"doi", source.doi},
          {"address", source.address},
          {"design", source.design},
          {"strength", strength_letter(source.strength)},
          {"status", status_word(source.status)},
          {"retracted", source.retracted ? source.retracted->notice : std::string{}},
          {"found_in", source.population ? source.population->summary : std::string{}}};
}

/// The item, its texts, every statement in it and the sources these lean on.
Result<json> item_json(const Knowledge& knowledge, const KnowledgeOptions& options, const ItemAddress& item) {
  HAMSTRING_TRY(text, read_file(folder_of(options) / item.file, rehab::item_size_max));
  HAMSTRING_TRY(parsed, rehab::parse_item_file(text, item.file));
  std::vector<Statement> statements;
  std::set<std::string> cited;
  for (const Statement& statement : knowledge.statements) {
    if (statement.item != item.kind + "." + item.id) continue;
    statements.push_back(statement);
    cited.insert(statement.evidence.sources.begin(), statement.evidence.sources.end());
  }
  json sources = json::array();
  for (const std::string& id : cited) sources.push_back(source_json(knowledge.sources.at(id)));
  return json{{"kind", item.kind},
              {"id", item.id},
              {"file", item.file},
              {"texts", texts_of(knowledge, options.language, item)},
              {"statements", statements_json(statements)},
              {"sources", sources},
              {"item", parsed.root}};
}

void print_item(const json& item, const std::string& toml) {
  fmt::print("{}.{}  (data/{})\n", item["kind"].get<std::string>(), item["id"].get<std::string>(),
             item["file"].get<std::string>());
  for (const auto& [key, text] : item["texts"].items())
    fmt::print("  {}: {}\n", key, text.get<std::string>());
  fmt::print("\n{}", toml);
  if (!item["sources"].empty()) fmt::print("\nSources\n");
  for (const json& source : item["sources"]) {
    const auto text = [&](const char* key) { return source.at(key).get<std::string>(); };
    fmt::print("  {}: {}", text("id"), text("authors"));
    if (source["year"].get<int>() != 0) fmt::print(" {}", source["year"].get<int>());
    for (const char* key : {"title", "venue", "doi", "address"}) {
      if (!text(key).empty()) fmt::print(". {}", text(key));
    }
    fmt::print(" ({}{}, {}{}{}{}{})\n", text("design"), strength_words(text("strength")), text("status"),
               text("found_in").empty() ? "" : "; found in: ", text("found_in"),
               text("retracted").empty() ? "" : "; retracted: ", text("retracted"));
  }
}

int show(const CommonOptions& common, const KnowledgeOptions& options) {
  const std::optional<Knowledge> knowledge = load_or_refuse(common, options);
  if (!knowledge) return exit_data_at_fault;
  const std::vector<ItemAddress> found = rehab::find_items(*knowledge, options.name);
  if (found.empty()) {
    return print_error({.message = fmt::format("nothing in data/ is called '{}'", options.name),
                        .advice = "'hamstring knowledge list' shows all names."});
  }
  json all = json::array();
  for (const ItemAddress& item : found) {
    const Result<json> shown = item_json(*knowledge, options, item);
    if (!shown) return print_error(shown.error());
    all.push_back(*shown);
    if (common.json) continue;
    const Result<std::string> toml = read_file(folder_of(options) / item.file, rehab::item_size_max);
    if (!toml) return print_error(toml.error());
    if (all.size() > 1) fmt::print("\n");
    print_item(*shown, *toml);
  }
  if (common.json) fmt::print("{}\n", all.dump(2));
  return exit_good;
}

}  // namespace

Command add_knowledge(CLI::App& app, CommonOptions& common) {
  CLI::App* command =
      app.add_subcommand("knowledge", "What the program knows, from where, and whether it is in order");
  command->require_subcommand(1);
  const auto options = std::make_shared<KnowledgeOptions>();
  const auto add = [&](const char* name, const char* help) {
    CLI::App* sub = command->add_subcommand(name, help);
    add_common_options(*sub, common);
    sub->add_option("--data", options->folder, "another folder of knowledge");
    return sub;
  };
  CLI::App* checks =
      add("check", "Checks everything; lists statements without a verified source, blanks and missing texts");
  CLI::App* lists = add("list", "All items with their names");
  CLI::App* shows = add("show", "One item: its texts, its rules, its sources");
  for (CLI::App* sub : {lists, shows}) {
    sub->add_option("--language", options->language, "en or de")->check(CLI::IsMember({"en", "de"}));
  }
  lists->add_option("--kind", options->kind, "only one kind, for example exercise");
  shows->add_option("ID", options->name, "the id of an item; red_flag.<id> where several kinds have it")
      ->required();
  return {.app = command, .run = [&common, options, checks, lists] {
            if (checks->parsed()) return check(common, *options);
            return lists->parsed() ? list(common, *options) : show(common, *options);
          }};
}

}  // namespace hamstring::cli
