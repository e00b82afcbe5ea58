#include "apps/server/app.h"

#include "apps/demo/demo_club.h"
#include "core/try.h"
#include "store/schema.h"

namespace hamstring::server {
Result<std::unique_ptr<App>> App::open(const AppOptions& options) {
  HAMSTRING_TRY(database, store::Database::open(options.database));
  HAMSTRING_TRY_DO(database.check_integrity());
  HAMSTRING_TRY_DO(store::migrate(database));
  HAMSTRING_TRY_DO(store::clear_unfinished_of_the_dead(database));
  Diagnostics diagnostics;
  HAMSTRING_TRY(knowledge, rehab::load_knowledge(options.data_folder, diagnostics));
  HAMSTRING_TRY(legs, service::Legs::load(options.data_folder));
  HAMSTRING_TRY(common, service::CommonPasswords::load(options.data_folder));
  return std::unique_ptr<App>(
      new App(options, std::move(database), std::move(knowledge), std::move(legs), std::move(common)));
}

Result<void> App::open_demo(std::int64_t now) {
  if (options.lan || !options.demo)
    return failure(Error{.message = "the invented club is for this machine alone"});
  HAMSTRING_TRY(there, store::people(database));
  if (!there.empty()) return failure(Error{.message = "there are people in this database already"});
  HAMSTRING_TRY(club, service::demo_club(knowledge, options.data_folder, now));
  HAMSTRING_TRY_DO(service::save_demo_club(database, club, now));
  // No password has this hash: the owner of the club can log in from nowhere.
  store::AccountRow owner{.name = "Demo", .role = "owner", .password = "!", .person = {}, .created_utc = now};
  HAMSTRING_TRY(id, store::add_account(database, owner));
  owner.id = id;
  demo_owner = owner;
  return {};
}

Result<const analysis::RunStretch*> App::run_stretch() {
  const std::scoped_lock lock(stretch_lock_);
  if (!stretch_) {
    Diagnostics diagnostics;
    HAMSTRING_TRY(made, analysis::run_stretch(options.data_folder, diagnostics));
    stretch_ = std::move(made);
  }
  return &*stretch_;
}

}  // namespace hamstring::server
