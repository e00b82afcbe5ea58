#include "vault/archive_tables.h"

#include <algorithm>
#include <array>

#include "formats/text/csv_writer.h"
#include "view/moment.h"

namespace hamstring::service {
namespace {

/// A session's lines are a table of their own.
constexpr const char* line_kind = "session_line";

/// Lines of an entry in flat columns; a missing value is an empty cell.
using Row = std::map<std::string, CsvCell>;

struct ColumnTitle {
  std::string_view kind, field, header;
};
// Fields whose name does not say their unit.
constexpr std::array<ColumnTitle, 10> headers{{
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
std::string column_title(std::string_view kind, std::string_view field) {
  for (const ColumnTitle& h : headers)
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
  const std::string header = column_title(kind, field);
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

/// One entry as rows of tables, each with the kind of its table: a session is one row, and one a line.
std::vector<std::pair<std::string, Row>> rows_of_entry(const std::string& person,
                                                       const store::EntryRow& entry,
                                                       const std::map<std::string, std::string>& units) {
  std::vector<std::pair<std::string, Row>> rows;
  Json json = Json::parse(entry.json, nullptr, false);
  if (!json.is_object() || !json.contains("type") || !json["type"].is_string()) return rows;
  const std::string kind = json["type"];
  Row row{{"person", person}, {"hash", entry.hash}};
  const Row key{{"person", person}, {"id", entry.id}, {"day", entry.day}};
  if (json.contains("lines")) {
    for (const Json& line : json["lines"]) {
      Row made = key;
      for (const auto& [name, value] : line.items()) flatten(value, line_kind, name, made);
      rows.emplace_back(line_kind, std::move(made));
    }
    json.erase("lines");
  }
  if (json.contains("test")) {
    const auto unit = units.find(json["test"].get<std::string>());
    row["unit of the values"] = unit == units.end() ? std::string() : unit->second;
  }
  json.erase("type");
  for (const auto& [name, value] : json.items()) flatten(value, kind, name, row);
  rows.emplace_back(kind, std::move(row));
  return rows;
}

/// A table of which one person's rows are there at a time; its headers come first and once.
class Table {
 public:
  Table(ZipWriter& zip, const std::string& name, std::vector<std::string> headers) : zip_(zip) {
    table_.headers = std::move(headers);
    const std::string head = format_csv(table_).value_or("");
    head_length_ = head.size();
    zip_.begin(name);
    zip_.write(head);
  }
  ~Table() {
    flush();
    zip_.end();
  }
  Table(const Table&) = delete;
  Table& operator=(const Table&) = delete;
  void add(std::vector<CsvCell> row) {
    table_.rows.push_back(std::move(row));
    constexpr std::size_t rows_at_once = 2000;
    if (table_.rows.size() >= rows_at_once) flush();
  }

 private:
  void flush() {
    if (!table_.rows.empty())
      zip_.write(std::string_view(format_csv(table_).value_or("")).substr(head_length_));
    table_.rows.clear();
  }
  ZipWriter& zip_;
  CsvTable table_;
  std::size_t head_length_ = 0;
};

std::vector<CsvCell> cells_of(const Row& row, const std::vector<std::string>& headers) {
  std::vector<CsvCell> cells;
  for (const std::string& name : headers) {
    const auto found = row.find(name);
    cells.push_back(found == row.end() ? CsvCell(std::string()) : found->second);
  }
  return cells;
}

}  // namespace

void EntryHeaders::add(const std::string& person, const store::EntryRow& entry,
                       const std::map<std::string, std::string>& units) {
  for (const auto& [kind, row] : rows_of_entry(person, entry, units))
    for (const auto& [name, cell] : row) by_kind_[kind].insert(name);
}

/// Who, which and when come first, the rest by name.
std::vector<std::string> EntryHeaders::of(const std::string& kind) const {
  std::vector<std::string> headers{"person", "id", "day"};
  for (const std::string& name : by_kind_.at(kind))
    if (name != "person" && name != "id" && name != "day") headers.push_back(name);
  return headers;
}

std::vector<std::string> EntryHeaders::kinds() const {
  std::vector<std::string> kinds;
  for (const auto& [kind, names] : by_kind_) kinds.push_back(kind);
  return kinds;
}

Result<void> write_entries(const store::Database& database, const std::vector<store::PersonRow>& people,
                           const EntryHeaders& all, const std::string& kind,
                           const std::map<std::string, std::string>& units, ZipWriter& zip) {
  const std::vector<std::string> headers = all.of(kind);
  Table table(zip, "csv/entries_" + kind + ".csv", headers);
  for (const store::PersonRow& person : people) {
    const auto done = store::each_entry_of_type(
        database, person.id, kind == line_kind ? "session" : kind, [&](const store::EntryRow& entry) {
          for (const auto& [of, row] : rows_of_entry(person.id, entry, units))
            if (of == kind) table.add(cells_of(row, headers));
          return true;
        });
    if (!done) return done;
  }
  return {};
}

Result<void> write_people_tables(const store::Database& database, const std::vector<store::PersonRow>& people,
                                 const std::vector<store::AccountRow>* accounts, ZipWriter& zip) {
  Error error;
  const auto rows_from = [&](auto&& rows, const auto& add) {
    if (!rows) {
      error = rows.error();
      return;
    }
    for (const auto& row : *rows) add(row);
  };
  if (accounts != nullptr) {
    Table table(zip, "csv/accounts.csv", {"name", "role", "person", "created (UTC)"});
    for (const auto& a : *accounts)
      table.add({a.name, a.role, a.person.value_or(""), utc_stamp(a.created_utc)});
  }
  {
    Table table(zip, "csv/audit.csv", {"person", "at (UTC)", "account", "action", "detail"});
    for (const auto& p : people) {
      auto rows = store::audit_of(database, p.id);
      if (rows) std::ranges::reverse(*rows);
      rows_from(rows, [&](const auto& a) { table.add({p.id, a.at, a.account, a.action, a.detail}); });
    }
  }
  {
    Table table(zip, "csv/batches.csv", {"person", "number", "kind", "made (UTC)", "by", "note", "entries"});
    for (const auto& p : people) {
      auto rows = store::batches_of(database, p.id);
      if (rows) std::ranges::reverse(*rows);
      long long number = 0;
      rows_from(rows, [&](const auto& b) {
        table.add({p.id, ++number, b.kind, utc_stamp(b.made_utc), b.made_by, b.note,
                   static_cast<long long>(b.entries)});
      });
    }
  }
  {
    Table table(zip, "csv/consents.csv",
                {"person", "text version", "given by", "at (local time with offset)"});
    for (const auto& p : people)
      rows_from(store::consents_of(database, p.id),
                [&](const auto& c) { table.add({p.id, c.text_version, c.given_by, c.at}); });
  }
  if (!error.message.empty()) return failure(std::move(error));
  return {};
}

Result<void> write_shown_tables(const store::Database& database, const std::vector<store::PersonRow>& people,
                                ZipWriter& zip) {
  {
    Table table(zip, "csv/people.csv", {"id", "name", "zone", "language", "created (UTC)", "invented"});
    for (const auto& p : people)
      table.add({p.id, p.name, p.zone, p.language, utc_stamp(p.created_utc),
                 std::string(p.invented ? "yes" : "no")});
  }
  {
    Table table(zip, "csv/shown.csv",
                {"person", "day", "kind", "program version", "knowledge version", "made (UTC)"});
    for (const auto& p : people) {
      const auto rows = store::shown_heads(database, p.id);
      if (!rows) return failure(rows.error());
      for (const auto& s : *rows)
        table.add({p.id, s.day, s.kind, s.program, s.knowledge, utc_stamp(s.made_utc)});
    }
  }
  Table table(zip, "csv/sources.csv", {"person", "source", "knowledge version", "first shown on"});
  for (const auto& p : people) {
    const auto rows = store::sources_shown_to(database, p.id);
    if (!rows) return failure(rows.error());
    for (const auto& s : *rows) table.add({p.id, s.source, s.knowledge, s.first_day});
  }
  return {};
}

}  // namespace hamstring::service
