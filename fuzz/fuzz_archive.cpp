// The import of any bytes: an archive that survives being written and read again, or a refusal with a reason.
// What does not begin as a zip is taken as files, "name\0content\0…", so that the readers behind the zip are
// reached without its check sums.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "vault/archive.h"

namespace {

using namespace hamstring;

service::Files files_in(std::string_view text) {
  service::Files files;
  while (!text.empty()) {
    const std::size_t name_end = text.find('\0');
    if (name_end == std::string_view::npos) break;
    const std::size_t end = text.find('\0', name_end + 1);
    const std::string_view content =
        text.substr(name_end + 1, end == text.npos ? text.npos : end - name_end - 1);
    files[std::string(text.substr(0, name_end))] = content;
    text = end == text.npos ? std::string_view{} : text.substr(end + 1);
  }
  return files;
}

service::Files files_of(const service::Archive& archive) {
  service::Files files = service::head_files(archive);
  for (const service::ArchivePerson& person : archive.people) files.merge(service::person_files(person));
  return files;
}

void read(const service::Files& files) {
  const Result<service::Archive> archive = service::read_archive(files);
  if (!archive) {
    if (archive.error().message.empty()) std::abort();
    return;
  }
  const service::Files written = files_of(*archive);
  const Result<service::Archive> again = service::read_archive(written);
  if (!again || files_of(*again) != written) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view content(reinterpret_cast<const char*>(data), size);
  if (!content.starts_with("PK")) {
    read(files_in(content));
    return 0;
  }
  const Result<service::Files> files =
      service::read_zip(content, {.unpacked_max = std::size_t{4} << 20, .file_max = std::size_t{4} << 20});
  if (files) {
    read(*files);
  } else if (files.error().message.empty()) {
    std::abort();
  }
  return 0;
}
