// Between Beast's messages and ours.
#pragma once

#include <boost/beast/http/fields.hpp>
#include <boost/beast/http/message.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "apps/server/message.h"

namespace hamstring::server {

using HttpHead = boost::beast::http::header<true>;

/// Without its body, which comes later. `now`: UTC seconds since 1970.
[[nodiscard]] Request request_of(const HttpHead& message, std::int64_t now, bool secure);
/// What stands before a body of so many bytes, up to the empty line: with the headers that keep a page to
/// itself.
[[nodiscard]] std::string head_of(const Reply& reply, unsigned version, bool keep_alive,
                                  std::uint64_t length);
/// A whole request in one piece of text, as it comes over the wire; nothing where it is not one.
[[nodiscard]] std::optional<Request> parse_request(std::string_view bytes, std::int64_t now);

}  // namespace hamstring::server
