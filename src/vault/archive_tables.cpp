#include "vault/archive_tables.h"

#include <array>

#include "formats/text/csv_writer.h"
#include "view/moment.h"

namespace hamstring::service {
namespace {

/// Lines of an entry in flat columns; a missing value is an empty cell.
using Row = std::map<std::string, CsvCell>;

struct Header {
  std::string_view kind, field, header;
};
// Fields whose name does not say their unit.
constexpr std::array<Header, 10> headers{{
    {"pain", "value", "pain [0-10]"},
    {"morning", "value", "pain next morning [0-10]"},
    {"session", "before", "pain before [0-10]"},
    {"session", "worst", "worst pain [0-10]"},
    {"session", "after", "pain after [0-10]"},
    {"session", "next_morning", "pain next morning [0-10]"},
    {"session", "run.worst", "worst pain in the run [0-10]"},
    {"session_line", "worst", "worst pain [0-10]"},
    {"test", "pain", "pain [0-10]"},
    {"person", "birth_year", "birth year"},
}};

/// "load_kg" says its unit in the way of programs; "load [kg]" in the way of tables.
std::string header_of(std::string_view kind, std::string_view field) {
  for (const Header& h : headers)
    if (h.kind == kind && h.field == field) return std::string(h.header);
  constexpr std::array<std::pair<std::string_view, std::string_view>, 4> endings{
      {{"_kg", " [kg]"}, {"_m_s", " [m/s]"}, {"_m", " [m]"}, {"_s", " [s]"}}};
  for (const auto& [ending, unit] : endings)
    if (field.ends_with(ending))
      return std::string(field.substr(0, field.size() - ending.size())) + std::string(unit);
  return std::string(field);
}

std::string text_of(const Json& value) {
  return value.is_string() ? value.get<std::string>()
                           : value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void flatten(const Json& value, std::string_view kind, const std::string& field, Row& row) {
  if (value.is_object()) {
    for (const auto& [name, part] : value.items()) flatten(part, kind, field + "." + name, row);
    return;
  }
  const std::string header = header_of(kind, field);
  if (value.is_number()) {
    row[header] = value.get<double>();
  } else if (value.is_array()) {
    std::string joined;
    for (const Json& part : value) joined += (joined.empty() ? "" : " ") + text_of(part);
    row[header] = joined;
  } else {
    row[header] = text_of(value);
  }
}

class Tables {
 public:
  explicit Tables(const std::map<std::string, std::string>& units) : units_(units) {}

  void add(const std::string& person, const rehab::Entry& entry) {
    Json json = Json::parse(rehab::write_entry(entry), nullptr, false);
    if (!json.is_object()) return;
    const std::string kind = json["type"];
    Row row{{"person", person}, {"hash", entry.hash}};
    const Row key{{"person", person}, {"id", entry.id}, {"day", json["day"].get<std::string>()}};
    if (json.contains("lines")) {
      for (const Json& line : json["lines"]) {
        Row made = key;
        for (const auto& [name, value] : line.items()) flatten(value, "session_line", name, made);
        rows_["session_line"].push_back(std::move(made));
      }
      json.erase("lines");
    }
    if (json.contains("test")) {
      const auto unit = units_.find(json["test"].get<std::string>());
      row["unit of the values"] = unit == units_.end() ? std::string() : unit->second;
    }
    json.erase("type");
    for (const auto& [name, value] : json.items()) flatten(value, kind, name, row);
    rows_[kind].push_back(std::move(row));
  }

  [[nodiscard]] Files files() const {
    Files files;
    for (const auto& [kind, rows] : rows_) files["csv/entries_" + kind + ".csv"] = table(rows);
    return files;
  }

 private:
  /// Who, which and when come first, the rest by name.
  static std::string table(const std::vector<Row>& rows) {
    CsvTable made;
    made.headers = {"person", "id", "day"};
    Row all;
    for (const Row& row : rows) all.insert(row.begin(), row.end());
    for (const auto& [name, cell] : all)
      if (name != "person" && name != "id" && name != "day") made.headers.push_back(name);
    for (const Row& row : rows) {
      std::vector<CsvCell> cells;
      for (const std::string& name : made.headers) {
        const auto found = row.find(name);
        cells.push_back(found == row.end() ? CsvCell(std::string()) : found->second);
      }
      made.rows.push_back(std::move(cells));
    }
    return format_csv(made).value_or("");
  }

  const std::map<std::string, std::string>& units_;
  std::map<std::string, std::vector<Row>> rows_;
};

struct Trail {
  CsvTable people{.headers = {"id", "name", "zone", "language", "created (UTC)", "invented"}, .rows = {}};
  CsvTable batches{.headers = {"person", "number", "kind", "made (UTC)", "by", "note", "entries"},
                   .rows = {}};
  CsvTable consents{.headers = {"person", "text version", "given by", "at (local time with offset)"},
                    .rows = {}};
  CsvTable sources{.headers = {"person", "source", "knowledge version", "first shown on"}, .rows = {}};
  CsvTable shown{.headers = {"person", "day", "kind", "program version", "knowledge version", "made (UTC)"},
                 .rows = {}};
  CsvTable audit{.headers = {"person", "at (UTC)", "account", "action", "detail"}, .rows = {}};

  void add(const ArchivePerson& person) {
    const std::string& id = person.row.id;
    people.rows.push_back({id, person.row.name, person.row.zone, person.row.language,
                           utc_stamp(person.row.created_utc),
                           std::string(person.row.invented ? "yes" : "no")});
    for (const ArchiveBatch& b : person.batches)
      batches.rows.push_back({id, static_cast<long long>(b.row.id), b.row.kind, utc_stamp(b.row.made_utc),
                              b.row.made_by, b.row.note, static_cast<long long>(b.entries.size())});
    for (const auto& c : person.consents) consents.rows.push_back({id, c.text_version, c.given_by, c.at});
    for (const auto& s : person.sources) sources.rows.push_back({id, s.source, s.knowledge, s.first_day});
    for (const auto& s : person.shown)
      shown.rows.push_back({id, s.day, s.kind, s.program, s.knowledge, utc_stamp(s.made_utc)});
    for (const auto& a : person.audit) audit.rows.push_back({id, a.at, a.account, a.action, a.detail});
  }
};

std::string accounts_table(const std::vector<store::AccountRow>& accounts) {
  CsvTable table{.headers = {"name", "role", "person", "created (UTC)"}, .rows = {}};
  for (const auto& a : accounts)
    table.rows.push_back({a.name, a.role, a.person.value_or(""), utc_stamp(a.created_utc)});
  return format_csv(table).value_or("");
}

}  // namespace

Files archive_tables(const Archive& archive, const std::map<std::string, std::string>& units) {
  Tables entries(units);
  Trail trail;
  for (const ArchivePerson& person : archive.people) {
    for (const rehab::Entry& entry : person.history.entries) entries.add(person.row.id, entry);
    trail.add(person);
  }
  Files files = entries.files();
  files["csv/people.csv"] = format_csv(trail.people).value_or("");
  files["csv/batches.csv"] = format_csv(trail.batches).value_or("");
  files["csv/consents.csv"] = format_csv(trail.consents).value_or("");
  files["csv/sources.csv"] = format_csv(trail.sources).value_or("");
  files["csv/shown.csv"] = format_csv(trail.shown).value_or("");
  files["csv/audit.csv"] = format_csv(trail.audit).value_or("");
  if (archive.scope == "instance") files["csv/accounts.csv"] = accounts_table(archive.accounts);
  return files;
}

}  // namespace hamstring::service
