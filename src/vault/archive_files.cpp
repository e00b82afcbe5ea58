// An archive as files: canonical JSON that is read back, and what people read themselves.
#include <fmt/format.h>

#include "vault/archive.h"
#include "vault/archive_names.h"
#include "view/moment.h"
#include "view/versions.h"

namespace hamstring::service {
namespace {

std::string dump(const Json& json) {
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

Json audit_json(const std::vector<store::AuditRow>& rows, bool with_person) {
  Json list = Json::array();
  for (const store::AuditRow& row : rows) {
    Json made{{"at", row.at}, {"account", row.account}, {"action", row.action}, {"detail", row.detail}};
    if (with_person) made["receipt"] = row.person;
    list.push_back(std::move(made));
  }
  return list;
}

Json batches_json(const ArchivePerson& person) {
  Json list = Json::array();
  for (const ArchiveBatch& batch : person.batches) {
    Json entries = Json::array();
    for (const auto& [id, hash] : batch.entries) entries.push_back(fmt::format("{} {}", hash, id));
    list.push_back({{"number", batch.row.id},
                    {"kind", batch.row.kind},
                    {"made", utc_stamp(batch.row.made_utc)},
                    {"by", batch.row.made_by},
                    {"note", batch.row.note},
                    {"entries", std::move(entries)}});
  }
  return list;
}

std::string person_text(const ArchivePerson& person) {
  Json consents = Json::array(), sources = Json::array();
  for (const auto& c : person.consents)
    consents.push_back({{"text_version", c.text_version}, {"given_by", c.given_by}, {"at", c.at}});
  for (const auto& s : person.sources)
    sources.push_back({{"source", s.source}, {"knowledge", s.knowledge}, {"first_day", s.first_day}});
  Json about{{"id", person.row.id},
             {"name", person.row.name},
             {"zone", person.row.zone},
             {"language", person.row.language},
             {"created", utc_stamp(person.row.created_utc)},
             {"invented", person.row.invented},
             {"consents", std::move(consents)},
             {"sources", std::move(sources)},
             {"batches", batches_json(person)},
             {"audit", audit_json(person.audit, false)}};
  if (!person.groups.empty()) about["groups"] = person.groups;
  return dump(about);
}

std::string templates_text(const std::vector<store::NamedTemplate>& templates) {
  Json list = Json::array();
  for (const store::NamedTemplate& row : templates)
    list.push_back({{"account", row.account},
                    {"name", row.name},
                    {"lines", Json::parse(row.json, nullptr, false)},
                    {"made", utc_stamp(row.made_utc)}});
  return dump(list);
}

std::string manifest_text(const Archive& archive) {
  Json people = Json::array();
  for (const ArchivePerson& person : archive.people) people.push_back(person.row.id);
  return dump({{"format", archive_format},
               {"version", archive_version},
               {"scope", archive.scope},
               {"program", program_version},
               {"people", std::move(people)}});
}

std::string accounts_text(const std::vector<store::AccountRow>& accounts) {
  Json list = Json::array();
  for (const store::AccountRow& account : accounts) {
    Json made{{"name", account.name}, {"role", account.role}, {"created", utc_stamp(account.created_utc)}};
    if (account.person) made["person"] = *account.person;
    list.push_back(std::move(made));
  }
  return dump(list);
}

constexpr std::string_view readme = R"(What is this?
=============
An export of Hamstring: what people recorded about themselves, what they were shown, and who changed what.
It holds health data. Keep it where only you can read it, and delete it when you need it no longer.

It supports decisions; it does not diagnose.

What is in it
-------------
manifest.json               what this is, in which version, and who is in it
people/ID/person.json       name, time zone, language, groups; consents; which entries came together (batches);
                            sources somebody was shown; who changed what (audit)
people/ID/case.json         the whole history, one entry a line. "hamstring plan case.json" reads it as it is
people/ID/shown.json        every plan that was shown, with the versions of program and knowledge that made it:
                            the whole plan ("answer"), or how it differs from the one in the line before it
                            ("changes", a JSON Patch as RFC 6902 describes it)
receipts.json               receipts of people who were erased; nothing else of them is left
accounts.json               who could log in; without passwords
templates.json              prescriptions that clinicians keep for themselves, by the name of their account; read
                            back, an account of that name has them again
csv/*.csv                   the same as tables, one a kind of record, for spreadsheets and statistics.
                            RFC 4180, UTF-8, decimal points. Units are in the headers; a test's values are in
                            the unit of its row. Times end in Z (UTC) or carry their offset.

How it comes back
-----------------
  hamstring import --db FILE THIS.zip
or in the app, as its owner. The JSON files are read; tables and accounts are not. Into an instance without
these people everything comes in as it was. Somebody who is there already is merged entry by entry: nothing
is overwritten, and what contradicts is shown. One import can be undone as a whole.
The zip may be unpacked and packed again; paths have to stay as they are.

What differs after export, import and export again
--------------------------------------------------
accounts.json               an import brings data, not access: accounts are made anew by the owner
csv/accounts.csv            the same
Every other file is the same, byte for byte, as long as the program has the same version (manifest.json,
field "program"). Not in here at all: passwords, sessions, the list of imports, and the audit of the instance
itself (accounts, exports, imports, backups). For all of that there is "hamstring backup".
)";

/// Which entries are not in it, where some are damaged.
std::string damage_text(const Archive& archive) {
  std::string text;
  for (const ArchivePerson& person : archive.people)
    for (const Damaged& one : person.damaged)
      text += fmt::format("people/{}: entry {} of {}\n", person.row.id, one.entry, one.day);
  if (text.empty()) return text;
  return "\nWhat is missing\n---------------\nThese entries are damaged where they were kept, and are not in "
         "this "
         "export:\n" +
         text;
}

}  // namespace

std::map<std::string, std::string> units_of_tests(const rehab::Knowledge& knowledge) {
  std::map<std::string, std::string> units;
  for (const auto& [id, test] : knowledge.tests) units[id] = test.unit;
  return units;
}

Files head_files(const Archive& archive) {
  Files files;
  files["README.txt"] = std::string(readme) + damage_text(archive);
  files["manifest.json"] = manifest_text(archive);
  if (archive.scope == "instance") {
    files["accounts.json"] = accounts_text(archive.accounts);
    files["receipts.json"] = dump(audit_json(archive.receipts, true));
    if (!archive.templates.empty()) files["templates.json"] = templates_text(archive.templates);
  }
  return files;
}

Files person_files(const ArchivePerson& person) {
  const std::string folder = "people/" + person.row.id + "/";
  Files files;
  files[folder + "person.json"] = person_text(person);
  files[folder + "case.json"] = rehab::write_case(person.history);
  if (!person.shown.empty()) files[folder + "shown.json"] = person.shown;
  return files;
}

}  // namespace hamstring::service
