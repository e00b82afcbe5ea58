// Files of a zip → an archive, or the file and field that cannot be.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "core/text.h"
#include "service/plain_name.h"
#include "service/practice.h"
#include "vault/archive.h"
#include "vault/archive_names.h"
#include "vault/shown_text.h"
#include "vault/strict_json.h"
#include "view/moment.h"

namespace hamstring::service {
namespace {

constexpr std::size_t rows_max = 200'000;  // of each list
constexpr std::size_t line_max = 300, word_max = 120;

std::unexpected<Error> bad(std::string message, const std::string& file, std::string element = {}) {
  return failure(Error{.message = std::move(message), .file = file, .element = std::move(element)});
}

/// Reads each row of a list with `read(StrictObject&, row)`.
template <class Row, class Read>
Result<std::vector<Row>> rows_of(const Json& list, const std::string& file, const std::string& field,
                                 const Read& read) {
  if (!list.is_array()) return bad("a list was expected", file, field);
  if (list.size() > rows_max) return bad("this list is too long", file, field);
  std::vector<Row> rows;
  for (std::size_t i = 0; i < list.size(); ++i) {
    StrictObject object(list[i], file, fmt::format("{}[{}]", field, i));
    Row row{};
    read(object, row);
    if (const Result<void> done = object.done(); !done) return failure(done.error());
    rows.push_back(std::move(row));
  }
  return rows;
}

void read_audit(StrictObject& object, store::AuditRow& row) {
  row.at = object.text("at", word_max);
  row.account = object.text("account", line_max, true);
  row.action = object.text("action", word_max);
  row.detail = object.text("detail", line_max, true);
}

void read_consent(StrictObject& object, store::ConsentRow& row) {
  row.text_version = object.text("text_version", word_max);
  row.given_by = object.text("given_by", word_max);
  row.at = object.text("at", word_max, true);
}

void read_source(StrictObject& object, store::ShownSourceRow& row) {
  row.source = object.text("source", word_max);
  row.knowledge = object.text("knowledge", word_max);
  row.first_day = object.text("first_day", word_max);
}

void read_batch(StrictObject& object, ArchiveBatch& batch) {
  batch.row.id = object.number("number", 1, static_cast<std::int64_t>(rows_max));
  batch.row.kind = object.text("kind", word_max);
  if (batch.row.kind != "app" && batch.row.kind != "import" && batch.row.kind != "merge")
    object.fault("kind", "app, import or merge was expected");
  batch.row.made_utc = object.instant("made");
  batch.row.made_by = object.text("by", line_max, true);
  batch.row.note = object.text("note", line_max, true);
  for (const Json& entry : object.list("entries")) {
    const std::string text = entry.is_string() ? entry.get<std::string>() : std::string{};
    const std::size_t blank = text.find(' ');
    if (blank == std::string::npos) {
      object.fault("entries", "a hash and an id were expected");
      return;
    }
    batch.entries.emplace_back(text.substr(blank + 1), text.substr(0, blank));
  }
  std::ranges::sort(batch.entries);
}

/// Every entry came with one batch, and batches hold nothing else.
Result<void> check_batches(const ArchivePerson& person, const std::string& file) {
  std::vector<std::pair<std::string, std::string>> there, named;
  for (const rehab::Entry& entry : person.history.entries) there.emplace_back(entry.id, entry.hash.text());
  for (std::size_t i = 0; i < person.batches.size(); ++i) {
    const ArchiveBatch& batch = person.batches[i];
    if (batch.row.id != static_cast<std::int64_t>(i) + 1)
      return bad("batches are numbered 1, 2, … in their order", file, "batches");
    named.insert(named.end(), batch.entries.begin(), batch.entries.end());
  }
  std::ranges::sort(there);
  std::ranges::sort(named);
  if (there == named) return {};
  return bad("the batches do not name each entry of case.json once", file, "batches");
}

void read_groups(StrictObject& object, std::vector<std::string>& groups) {
  std::string text;
  for (const Json& name : object.list("groups")) {
    const auto* one = name.get_ptr<const std::string*>();
    if (one == nullptr || one->contains(','))
      return object.fault("groups", "a list of names without commas was expected");
    text += *one + ",";
  }
  const auto read = groups_in(text);
  if (!read) return object.fault("groups", read.error().error.message);
  groups = *read;
}

Result<std::vector<store::NamedTemplate>> read_templates(const std::string& text) {
  const std::string file = "templates.json";
  const Result<Json> json = parse_strictly(text, file);
  if (!json) return failure(json.error());
  return rows_of<store::NamedTemplate>(*json, file, "", [](StrictObject& o, store::NamedTemplate& row) {
    row.account = o.text("account", word_max);
    row.name = o.text("name", word_max);
    row.made_utc = o.instant("made");
    const Json& lines = o.any("lines");
    const auto good = template_lines(lines);
    if (!good) return o.fault("lines", good.error().error.message);
    if (row.name.size() > template_name_max) o.fault("name", "a name of 1 to 80 letters was expected");
    row.json = lines.dump(-1, ' ', false, Json::error_handler_t::replace);
  });
}

Result<void> read_about(const Json& json, const std::string& file, ArchivePerson& person) {
  StrictObject object(json, file, "");
  if (object.text("id", 80) != person.row.id) object.fault("id", "this is not the id in the path");
  person.row.name = object.text("name", word_max);
  if (const auto sign = hidden_sign(person.row.name))
    object.fault("name", "a name without signs that nobody sees was expected, not " + *sign);
  person.row.zone = object.text("zone", word_max);
  if (!zone_known(person.row.zone)) object.fault("zone", "this time zone is not known");
  person.row.language = object.text("language", 16);
  person.row.created_utc = object.instant("created");
  person.row.invented = object.yes_or_no("invented");
  if (json.is_object() && json.contains("groups")) read_groups(object, person.groups);
  auto consents = rows_of<store::ConsentRow>(object.list("consents"), file, "consents", read_consent);
  auto sources = rows_of<store::ShownSourceRow>(object.list("sources"), file, "sources", read_source);
  auto batches = rows_of<ArchiveBatch>(object.list("batches"), file, "batches", read_batch);
  auto audit = rows_of<store::AuditRow>(object.list("audit"), file, "audit", read_audit);
  if (const Result<void> done = object.done(); !done) return done;
  if (!consents) return failure(consents.error());
  if (!sources) return failure(sources.error());
  if (!batches) return failure(batches.error());
  if (!audit) return failure(audit.error());
  person.consents = std::move(*consents);
  person.sources = std::move(*sources);
  person.batches = std::move(*batches);
  person.audit = std::move(*audit);
  for (store::AuditRow& row : person.audit) row.person = person.row.id;
  return {};
}

Result<void> read_history(const ArchiveReader::Content& content, const std::string& folder,
                          ArchivePerson& person) {
  const std::string file = folder + "case.json";
  const Result<std::string> text = content(file);
  if (!text) return failure(text.error());
  if (text->size() > rehab::case_size_max) return bad("this history is too long", file);
  Diagnostics diagnostics;
  Result<rehab::Case> history = rehab::read_case(*text, file, diagnostics);
  if (!history) return failure(history.error());
  if (history->case_id != person.row.id) return bad("this history is somebody else's", file, "case_id");
  person.history = std::move(*history);
  return {};
}

Result<std::vector<std::string>> read_manifest(const ArchiveReader::Content& content, std::string& scope) {
  const std::string file = "manifest.json";
  const Result<std::string> text = content(file);
  if (!text) return failure(text.error());
  const Result<Json> json = parse_strictly(*text, file);
  if (!json) return failure(json.error());
  StrictObject object(*json, file, "");
  if (object.text("format", word_max) != archive_format)
    object.fault("format", "this is no export of Hamstring");
  const std::int64_t version = object.number("version", 1, 1'000'000);
  if (version > archive_version)
    object.fault("version",
                 fmt::format("this was exported by a newer Hamstring (format {}, this one reads {})", version,
                             archive_version));
  scope = object.text("scope", word_max);
  if (scope != "instance" && scope != "person") object.fault("scope", "instance or person was expected");
  (void)object.text("program", word_max);
  std::vector<std::string> people;
  for (const Json& id : object.list("people")) {
    if (!id.is_string() || !names_a_folder(id.get<std::string>())) {
      object.fault("people", "an id of letters, digits, '-' and '_' was expected");
      break;
    }
    people.push_back(id.get<std::string>());
  }
  if (const Result<void> done = object.done(); !done) return failure(done.error());
  std::ranges::sort(people);
  if (std::ranges::adjacent_find(people) != people.end())
    return bad("somebody is named twice", file, "people");
  return people;
}

/// A file that nobody reads would be lost without a word.
Result<void> check_names(const std::vector<std::string>& names, const std::vector<std::string>& people) {
  std::set<std::string> known{"README.txt", "manifest.json", "accounts.json", "receipts.json",
                              "templates.json"};
  for (const std::string& id : people)
    for (const char* name : {"person.json", "case.json", "shown.json"})
      known.insert("people/" + id + "/" + name);
  for (const std::string& name : names) {
    if (!name.starts_with("csv/") && !known.contains(name))
      return bad("this file does not belong to an export", quote_for_message(name, 120));
  }
  return {};
}

Result<std::vector<store::AuditRow>> read_receipts(const std::string& text) {
  const std::string file = "receipts.json";
  const Result<Json> json = parse_strictly(text, file);
  if (!json) return failure(json.error());
  return rows_of<store::AuditRow>(*json, file, "", [](StrictObject& o, auto& row) {
    read_audit(o, row);
    row.person = o.text("receipt", 80);
    if (row.action != erased_action) o.fault("action", "a receipt of an erasure was expected");
  });
}

}  // namespace

Result<ArchiveReader> ArchiveReader::open(const std::vector<std::string>& names, Content content) {
  const std::set<std::string> there(names.begin(), names.end());
  ArchiveReader reader;
  reader.content_ = [there, inner = std::move(content)](const std::string& name) -> Result<std::string> {
    if (there.contains(name)) return inner(name);
    return failure(Error{.message = "this file is missing in the zip",
                         .file = name,
                         .advice = "Send the zip as Hamstring exported it, with the same paths."});
  };
  auto people = read_manifest(reader.content_, reader.scope_);
  if (!people) return failure(people.error());
  reader.people_ = std::move(*people);
  if (const Result<void> done = check_names(names, reader.people_); !done) return failure(done.error());
  if (there.contains("templates.json")) {
    const Result<std::string> text = reader.content_("templates.json");
    if (!text) return failure(text.error());
    auto templates = read_templates(*text);
    if (!templates) return failure(templates.error());
    reader.templates_ = std::move(*templates);
  }
  if (!there.contains("receipts.json")) return reader;
  const Result<std::string> text = reader.content_("receipts.json");
  if (!text) return failure(text.error());
  auto receipts = read_receipts(*text);
  if (!receipts) return failure(receipts.error());
  reader.receipts_ = std::move(*receipts);
  return reader;
}

Result<ArchivePerson> ArchiveReader::person(const std::string& id) const {
  ArchivePerson person;
  person.row.id = id;
  const std::string folder = "people/" + id + "/", about = folder + "person.json",
                    shown_file = folder + "shown.json";
  const Result<std::string> text = content_(about);
  if (!text) return failure(text.error());
  Result<std::string> shown = content_(shown_file);
  if (!shown) return failure(shown.error());
  const Result<Json> json = parse_strictly(*text, about);
  if (!json) return failure(json.error());
  if (const Result<void> done = read_about(*json, about, person); !done) return failure(done.error());
  if (const Result<void> done = read_history(content_, folder, person); !done) return failure(done.error());
  if (const Result<void> done = check_batches(person, about); !done) return failure(done.error());
  person.shown = std::move(*shown);
  const auto good = read_shown(person.shown, shown_file, [](store::ShownRow&) { return Result<void>(); });
  if (!good) return failure(good.error());
  return person;
}

Result<Archive> read_archive(const Files& files) {
  std::vector<std::string> names;
  for (const auto& [name, content] : files) names.push_back(name);
  const auto reader = ArchiveReader::open(
      names, [&](const std::string& name) { return Result<std::string>(files.at(name)); });
  if (!reader) return failure(reader.error());
  Archive archive;
  archive.scope = reader->scope();
  archive.receipts = reader->receipts();
  archive.templates = reader->templates();
  for (const std::string& id : reader->people()) {
    Result<ArchivePerson> person = reader->person(id);
    if (!person) return failure(person.error());
    archive.people.push_back(std::move(*person));
  }
  return archive;
}

}  // namespace hamstring::service
