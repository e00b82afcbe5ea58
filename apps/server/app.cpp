#include "apps/server/app.h"

#include "apps/demo/demo_club.h"
#include "store/schema.h"

namespace hamstring::server {
Result<std::unique_ptr<App>> App::open(const AppOptions& options) {
  Result<store::Database> database = store::Database::open(options.database);
  if (!database) return failure(database.error());
  if (const auto whole = database->check_integrity(); !whole) return failure(whole.error());
  if (const auto done = store::migrate(*database); !done) return failure(done.error());
  Diagnostics diagnostics;
  Result<rehab::Knowledge> knowledge = rehab::load_knowledge(options.data_folder, diagnostics);
  if (!knowledge) return failure(knowledge.error());
  Result<service::Legs> legs = service::Legs::load(options.data_folder);
  if (!legs) return failure(legs.error());
  Result<service::CommonPasswords> common = service::CommonPasswords::load(options.data_folder);
  if (!common) return failure(common.error());
  return std::unique_ptr<App>(
      new App(options, std::move(*database), std::move(*knowledge), std::move(*legs), std::move(*common)));
}

Result<void> App::open_demo(std::int64_t now) {
  if (options.lan || !options.demo)
    return failure(Error{.message = "the invented club is for this machine alone"});
  const auto there = store::people(database);
  if (!there) return failure(there.error());
  if (!there->empty()) return failure(Error{.message = "there are people in this database already"});
  const auto club = service::demo_club(knowledge, options.data_folder, now);
  if (!club) return failure(club.error());
  if (const auto saved = service::save_demo_club(database, *club, now); !saved) return saved;
  // No password has this hash: the owner of the club can log in from nowhere.
  store::AccountRow owner{.name = "Demo", .role = "owner", .password = "!", .person = {}, .created_utc = now};
  const auto id = store::add_account(database, owner);
  if (!id) return failure(id.error());
  owner.id = *id;
  demo_owner = owner;
  return {};
}

}  // namespace hamstring::server
