// The built app from its folder. Nothing outside that folder can be named.
#include <algorithm>
#include <array>

#include "apps/server/app.h"
#include "core/file.h"

namespace hamstring::server {
namespace {

constexpr std::size_t file_max = std::size_t{16} << 20;

constexpr std::array<std::pair<std::string_view, std::string_view>, 9> types{{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".json", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".ico", "image/x-icon"},
    {".txt", "text/plain; charset=utf-8"},
}};

/// Letters, digits and "/._-" only, and no part that begins with a dot: no way up, no hidden file.
bool harmless(std::string_view path) {
  if (path.find("/.") != std::string_view::npos || !path.starts_with('/')) return false;
  return std::ranges::all_of(path, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' ||
           c == '.' || c == '_' || c == '-';
  });
}

}  // namespace

Reply static_file(const App& app, const std::string& path) {
  Reply missing =
      problem_reply({.code = service::Code::not_found, .error = {.message = "there is no such page"}});
  if (!harmless(path)) return missing;
  const std::string name = path == "/" ? "/index.html" : path;
  const std::filesystem::path file = app.options.web_folder / name.substr(1);
  const auto type = std::ranges::find(types, file.extension().string(), &decltype(types)::value_type::first);
  if (type == types.end()) return missing;
  const Result<std::string> content = read_file(file, file_max);
  if (!content) return missing;
  // Files under assets/ carry a hash of their content in their names.
  const bool forever = name.starts_with("/assets/");
  return {.status = 200,
          .type = std::string(type->second),
          .body = *content,
          .headers = {{"Cache-Control", forever ? "public, max-age=31536000, immutable" : "no-cache"}}};
}

}  // namespace hamstring::server
